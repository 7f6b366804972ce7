/** Operations that no live test calls, or that cannot succeed on the server of the tests, and why. Keys are `Service.method`. */
export const NOT_CALLED: ReadonlyMap<string, string> = new Map([
  [
    'A2aCallbackResourceService.sendPushNotification',
    'needs a task that called an agent elsewhere; its 404 is checked',
  ],
  [
    'AdminResourceService.verifyAndRepairWorkflow',
    'the repair service is off on the server of the tests; its 500 is checked',
  ],
  [
    'AgentResourceService.respondToAgent',
    'needs an agent that asks a person, and so a language model; its error is checked',
  ],
  [
    'FileResourceService.abortMultipartUpload',
    'the storage of the tests, a folder of the server, has no multipart uploads',
  ],
  ['FileResourceService.completeMultipartUpload', 'as above'],
  ['FileResourceService.getMultipartUploadPartUrl', 'as above'],
  ['FileResourceService.initiateMultipartUpload', 'as above'],
  ['QueueAdminResourceService.updateWaitTaskById', 'needs an event queue for task statuses; its 400 is checked'],
  ['QueueAdminResourceService.updateWaitTaskByRefName', 'as above'],
  ['SecretResourceService.deleteSecret', 'the secrets of the tests are read-only; its 501 is checked'],
  ['SecretResourceService.getSecret', 'the server of the tests has no secrets; its 404 is checked'],
  ['SecretResourceService.putSecret', 'the secrets of the tests are read-only; its 501 is checked'],
]);
