import { boolean, boxedLong, classOf, listOf, text } from './java-shape.js';
import { startRequestShape } from './definition-shapes.js';

const MODEL = 'io.orkes.conductor.scheduler.model';

const cronShape = classOf(`${MODEL}.CronSchedule`, () => ({ cronExpression: text, zoneId: text }));

/** What creates or replaces a schedule. */
export const scheduleShape = classOf(`${MODEL}.WorkflowSchedule`, () => ({
  name: text,
  cronExpression: text,
  runCatchupScheduleInstances: boolean,
  paused: boolean,
  pausedReason: text,
  startWorkflowRequest: startRequestShape,
  zoneId: text,
  cronSchedules: listOf(cronShape),
  scheduleStartTime: boxedLong,
  scheduleEndTime: boxedLong,
  createTime: boxedLong,
  updatedTime: boxedLong,
  createdBy: text,
  updatedBy: text,
  description: text,
  nextRunTime: boxedLong,
}));
