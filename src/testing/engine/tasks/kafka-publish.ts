import type { SystemTaskType, TaskType } from './task-type.js';

/** A message to Kafka, which there is none of here. */
export const kafkaPublish: TaskType = {
  name: 'KAFKA_PUBLISH',
  map(context) {
    const task = context.newTask();
    task.inputData = context.input(context.taskDef);
    task.retryCount = context.retryCount;
    task.callbackAfterSeconds = context.workflowTask.startDelay ?? 0;
    return [task];
  },
};

export const kafkaPublishSystemTask: SystemTaskType = {
  name: 'KAFKA_PUBLISH',
  isAsync: true,
  launch(_draft, task) {
    task.status = 'FAILED';
    task.reasonForIncompletion = `There is no Kafka in the in-process Conductor: give the task ${task.referenceTaskName} a mock`;
  },
};
