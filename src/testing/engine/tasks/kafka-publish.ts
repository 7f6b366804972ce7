import type { SystemTaskType, TaskType } from './task-type.js';

/** A message to Kafka, which there is none of here. */
export const kafkaPublish: TaskType = {
  name: 'KAFKA_PUBLISH',
  map(context) {
    const task = context.newTask();
    task.inputData = context.input(context.taskDef);
    task.retryCount = context.retryCount;
    task.rateLimitPerFrequency = context.taskDef?.rateLimitPerFrequency ?? 0;
    task.rateLimitFrequencyInSeconds = context.taskDef?.rateLimitFrequencyInSeconds ?? 1;
    task.callbackAfterSeconds = context.workflowTask.startDelay ?? 0;
    task.rateLimitPerFrequency = context.taskDef?.rateLimitPerFrequency ?? 0;
    task.rateLimitFrequencyInSeconds = context.taskDef?.rateLimitFrequencyInSeconds ?? 0;
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
