// Generated. Do not edit.

import type { Client, ClientMeta, Options as Options2, RequestResult, TDataShape } from './client/index.js';
import type { AbortMultipartUploadOptions, AbortMultipartUploadResponses, AddEventHandlerOptions, AddEventHandlerResponses, AllOptions, AllResponses, AllVerboseOptions, AllVerboseResponses, BatchPollOptions, BatchPollResponses, BulkPauseOptions, BulkPauseResponses, BulkRestartOptions, BulkRestartResponses, BulkResumeOptions, BulkResumeResponses, BulkRetryOptions, BulkRetryResponses, BulkTerminateOptions, BulkTerminateResponses, CancelAgentOptions, CancelAgentResponses, CompileAgentOptions, CompileAgentResponses, CompleteMultipartUploadOptions, CompleteMultipartUploadResponses, CompleteTrackingExecutionOptions, CompleteTrackingExecutionResponses, ConfirmUploadOptions, ConfirmUploadResponses, CreateFileOptions, CreateFileResponses, CreateOptions, CreateOrUpdateScheduleOptions, CreateOrUpdateScheduleResponses, CreateResponses, CreateTrackingExecutionOptions, CreateTrackingExecutionResponses, DecideOptions, DecideResponses, DeleteAgentOptions, DeleteAgentResponses, DeleteExecutionRecordOptions, DeleteExecutionRecordResponses, DeleteOptions, DeleteResponses, DeleteScheduleOptions, DeleteScheduleResponses, DeleteSecretOptions, DeleteSecretResponses, DeleteWorkflowOptions, DeleteWorkflowResponses, DeployAgentOptions, DeployAgentResponses, DoCheck1Options, DoCheck1Responses, DoCheckOptions, DoCheckResponses, DownloadFileContentOptions, DownloadFileContentResponses, ExecuteWorkflowOptions, ExecuteWorkflowResponses, ExistsOptions, ExistsResponses, Get1Options, Get1Responses, GetAgentCardOptions, GetAgentCardResponses, GetAgentDefinitionOptions, GetAgentDefinitionResponses, GetAgentDefOptions, GetAgentDefResponses, GetAgentStatusOptions, GetAgentStatusResponses, GetAll1Options, GetAll1Responses, GetAllConfigOptions, GetAllConfigResponses, GetAllOptions, GetAllPollDataOptions, GetAllPollDataResponses, GetAllResponses, GetAllSchedulesOptions, GetAllSchedulesResponses, GetAllWorkflowsWithLatestVersionsOptions, GetAllWorkflowsWithLatestVersionsResponses, GetDownloadUrlOptions, GetDownloadUrlResponses, GetEventHandlersForEventOptions, GetEventHandlersForEventResponses, GetEventHandlersOptions, GetEventHandlersResponses, GetEventQueuesOptions, GetEventQueuesResponses, GetExecutionDetailOptions, GetExecutionDetailResponses, GetExecutionOptions, GetExecutionResponses, GetExecutionStatusOptions, GetExecutionStatusResponses, GetExecutionStatusTaskListOptions, GetExecutionStatusTaskListResponses, GetExecutionTasksOptions, GetExecutionTasksResponses, GetExternalStorageLocation1Options, GetExternalStorageLocation1Responses, GetExternalStorageLocation2Options, GetExternalStorageLocation2Responses, GetExternalStorageLocation3Options, GetExternalStorageLocation3Responses, GetExternalStorageLocationOptions, GetExternalStorageLocationResponses, GetFileMetadataOptions, GetFileMetadataResponses, GetFullExecutionOptions, GetFullExecutionResponses, GetNextFewSchedulesOptions, GetNextFewSchedulesResponses, GetOptions, GetPartUploadUrlOptions, GetPartUploadUrlResponses, GetPollDataOptions, GetPollDataResponses, GetResponses, GetRunningWorkflowOptions, GetRunningWorkflowResponses, GetScheduleOptions, GetScheduleResponses, GetSecretOptions, GetSecretResponses, GetTaskDefOptions, GetTaskDefResponses, GetTaskDefsOptions, GetTaskDefsResponses, GetTaskLogs1Options, GetTaskLogs1Responses, GetTaskLogsOptions, GetTaskLogsResponses, GetTaskOptions, GetTaskResponses, GetUploadUrlOptions, GetUploadUrlResponses, GetWorkflowNamesAndVersionsOptions, GetWorkflowNamesAndVersionsResponses, GetWorkflowNamesOptions, GetWorkflowNamesResponses, GetWorkflows1Options, GetWorkflows1Responses, GetWorkflowsOptions, GetWorkflowsResponses, GetWorkflowStatusSummaryOptions, GetWorkflowStatusSummaryResponses, GetWorkflowVersionsOptions, GetWorkflowVersionsResponses, InitiateMultipartUploadOptions, InitiateMultipartUploadResponses, InjectTaskOptions, InjectTaskResponses, InspectPlanOptions, InspectPlanResponses, ListAgentsOptions, ListAgentsResponses, ListAllNamesOptions, ListAllNamesResponses, ListGrantableOptions, ListGrantableResponses, ListWithMetaOptions, ListWithMetaResponses, LogOptions, LogResponses, NamesOptions, NamesResponses, OnPushNotificationOptions, OnPushNotificationResponses, PauseAgentOptions, PauseAgentResponses, PauseAllSchedulesOptions, PauseAllSchedulesResponses, PauseScheduleOptions, PauseScheduleResponses, PauseSchedulesOptions, PauseSchedulesResponses, PauseWorkflow1Options, PauseWorkflow1Responses, PauseWorkflowOptions, PauseWorkflowResponses, PollOptions, PollResponses, PruneExecutionsOptions, PruneExecutionsResponses, PushFrameworkEventOptions, PushFrameworkEventResponses, PushMessageOptions, PushMessageResponses, PutSecretOptions, PutSecretResponses, RegisterTaskDef1Options, RegisterTaskDef1Responses, RegisterTaskDefOptions, RegisterTaskDefResponses, RemoveEventHandlerStatusOptions, RemoveEventHandlerStatusResponses, RequeueAllExecutionRecordsOptions, RequeueAllExecutionRecordsResponses, RequeuePendingTaskOptions, RequeuePendingTaskResponses, RequeueSweepOptions, RequeueSweepResponses, RerunExecutionOptions, RerunExecutionResponses, RerunOptions, RerunResponses, ResetWorkflowOptions, ResetWorkflowResponses, RespondToAgentOptions, RespondToAgentResponses, Restart1Options, Restart1Responses, RestartExecutionOptions, RestartExecutionResponses, RestartOptions, RestartResponses, ResumeAgentOptions, ResumeAgentResponses, ResumeAllSchedulesOptions, ResumeAllSchedulesResponses, ResumeScheduleOptions, ResumeScheduleResponses, ResumeSchedulesOptions, ResumeSchedulesResponses, ResumeWorkflow1Options, ResumeWorkflow1Responses, ResumeWorkflowOptions, ResumeWorkflowResponses, Retry1Options, Retry1Responses, RetryExecutionOptions, RetryExecutionResponses, RetryOptions, RetryResponses, Search1Options, Search1Responses, SearchAgentExecutionsOptions, SearchAgentExecutionsResponses, SearchExecutionsRawOptions, SearchExecutionsRawResponses, SearchOptions, SearchResponses, SearchScheduledExecutionsOptions, SearchScheduledExecutionsResponses, SearchSchedulesOptions, SearchSchedulesResponses, SearchV21Options, SearchV21Responses, SearchV2Options, SearchV2Responses, SearchWorkflowOptions, SearchWorkflowResponses, SearchWorkflowsByTasksOptions, SearchWorkflowsByTasksResponses, SearchWorkflowsByTasksV2Options, SearchWorkflowsByTasksV2Responses, SignalAgentOptions, SignalAgentResponses, SignalWorkflowTaskAsyncOptions, SignalWorkflowTaskAsyncResponses, SignalWorkflowTaskSyncOptions, SignalWorkflowTaskSyncResponses, Size1Options, Size1Responses, SizeOptions, SizeResponses, SkipTaskFromWorkflowOptions, SkipTaskFromWorkflowResponses, StartAgentOptions, StartAgentResponses, StartWorkflow1Options, StartWorkflow1Responses, StartWorkflowOptions, StartWorkflowResponses, StatusOptions, StatusResponses, StopAgentOptions, StopAgentResponses, StreamAgentOptions, StreamAgentResponses, TaskDepthOptions, TaskDepthResponses, Terminate1Options, Terminate1Responses, TerminateExecutionOptions, TerminateExecutionResponses, TerminateOptions, TerminateRemove1Options, TerminateRemove1Responses, TerminateRemoveOptions, TerminateRemoveResponses, TerminateResponses, TestWorkflowOptions, TestWorkflowResponses, UnregisterTaskDefOptions, UnregisterTaskDefResponses, UnregisterWorkflowDefOptions, UnregisterWorkflowDefResponses, Update1Options, Update1Responses, UpdateByTaskIdOptions, UpdateByTaskIdResponses, UpdateEventHandlerOptions, UpdateEventHandlerResponses, UpdateOptions, UpdateResponses, UpdateTask1Options, UpdateTask1Responses, UpdateTaskOptions, UpdateTaskResponses, UpdateTaskStatusOptions, UpdateTaskStatusResponses, UpdateTaskSyncOptions, UpdateTaskSyncResponses, UpdateTaskV2Options, UpdateTaskV2Responses, UploadFileContentOptions, UploadFileContentResponses, ValidateOptions, ValidateResponses, VerifyAndRepairWorkflowConsistencyOptions, VerifyAndRepairWorkflowConsistencyResponses, ViewOptions, ViewResponses } from './types.gen.js';

export type Options<TData extends TDataShape = TDataShape, ThrowOnError extends boolean = boolean, TResponse = unknown> = Options2<TData, ThrowOnError, TResponse> & {
    /**
     * You can provide a client instance returned by `createClient()` instead of
     * individual options. This might be also useful if you want to implement a
     * custom client.
     */
    client: Client;
    /**
     * You can pass arbitrary values through the `meta` object. This can be
     * used to access values that aren't defined as part of the SDK function.
     */
    meta?: keyof ClientMeta extends never ? Record<string, unknown> : ClientMeta;
};

export class WorkflowResourceService {
    /**
     * Skips a given task from a current running workflow
     */
    public static skipTaskFromWorkflow<ThrowOnError extends boolean = true>(options: Options<SkipTaskFromWorkflowOptions, ThrowOnError>): RequestResult<SkipTaskFromWorkflowResponses, unknown, ThrowOnError> {
        return options.client.put<SkipTaskFromWorkflowResponses, unknown, ThrowOnError>({ url: '/api/workflow/{workflowId}/skiptask/{taskReferenceName}', ...options });
    }
    
    /**
     * Resumes the workflow
     */
    public static resumeWorkflow<ThrowOnError extends boolean = true>(options: Options<ResumeWorkflowOptions, ThrowOnError>): RequestResult<ResumeWorkflowResponses, unknown, ThrowOnError> {
        return options.client.put<ResumeWorkflowResponses, unknown, ThrowOnError>({ url: '/api/workflow/{workflowId}/resume', ...options });
    }
    
    /**
     * Pauses the workflow
     */
    public static pauseWorkflow<ThrowOnError extends boolean = true>(options: Options<PauseWorkflowOptions, ThrowOnError>): RequestResult<PauseWorkflowResponses, unknown, ThrowOnError> {
        return options.client.put<PauseWorkflowResponses, unknown, ThrowOnError>({ url: '/api/workflow/{workflowId}/pause', ...options });
    }
    
    /**
     * Starts the decision task for a workflow
     */
    public static decide<ThrowOnError extends boolean = true>(options: Options<DecideOptions, ThrowOnError>): RequestResult<DecideResponses, unknown, ThrowOnError> {
        return options.client.put<DecideResponses, unknown, ThrowOnError>({ url: '/api/workflow/decide/{workflowId}', ...options });
    }
    
    /**
     * Start a new workflow with StartWorkflowRequest, which allows task to be executed in a domain
     */
    public static startWorkflow<ThrowOnError extends boolean = true>(options: Options<StartWorkflowOptions, ThrowOnError>): RequestResult<StartWorkflowResponses, unknown, ThrowOnError> {
        return options.client.post<StartWorkflowResponses, unknown, ThrowOnError>({
            url: '/api/workflow',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Retries the last failed task
     */
    public static retry<ThrowOnError extends boolean = true>(options: Options<RetryOptions, ThrowOnError>): RequestResult<RetryResponses, unknown, ThrowOnError> {
        return options.client.post<RetryResponses, unknown, ThrowOnError>({ url: '/api/workflow/{workflowId}/retry', ...options });
    }
    
    /**
     * Restarts a completed workflow
     */
    public static restart<ThrowOnError extends boolean = true>(options: Options<RestartOptions, ThrowOnError>): RequestResult<RestartResponses, unknown, ThrowOnError> {
        return options.client.post<RestartResponses, unknown, ThrowOnError>({ url: '/api/workflow/{workflowId}/restart', ...options });
    }
    
    /**
     * Resets callback times of all non-terminal SIMPLE tasks to 0
     */
    public static resetWorkflow<ThrowOnError extends boolean = true>(options: Options<ResetWorkflowOptions, ThrowOnError>): RequestResult<ResetWorkflowResponses, unknown, ThrowOnError> {
        return options.client.post<ResetWorkflowResponses, unknown, ThrowOnError>({ url: '/api/workflow/{workflowId}/resetcallbacks', ...options });
    }
    
    /**
     * Reruns the workflow from a specific task
     */
    public static rerun<ThrowOnError extends boolean = true>(options: Options<RerunOptions, ThrowOnError>): RequestResult<RerunResponses, unknown, ThrowOnError> {
        return options.client.post<RerunResponses, unknown, ThrowOnError>({
            url: '/api/workflow/{workflowId}/rerun',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Start a new workflow. Returns the ID of the workflow instance that can be later used for tracking
     */
    public static startWorkflow1<ThrowOnError extends boolean = true>(options: Options<StartWorkflow1Options, ThrowOnError>): RequestResult<StartWorkflow1Responses, unknown, ThrowOnError> {
        return options.client.post<StartWorkflow1Responses, unknown, ThrowOnError>({
            url: '/api/workflow/{name}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Lists workflows for the given correlation id list
     */
    public static getWorkflows<ThrowOnError extends boolean = true>(options: Options<GetWorkflowsOptions, ThrowOnError>): RequestResult<GetWorkflowsResponses, unknown, ThrowOnError> {
        return options.client.post<GetWorkflowsResponses, unknown, ThrowOnError>({
            url: '/api/workflow/{name}/correlated',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Test workflow execution using mock data
     */
    public static testWorkflow<ThrowOnError extends boolean = true>(options: Options<TestWorkflowOptions, ThrowOnError>): RequestResult<TestWorkflowResponses, unknown, ThrowOnError> {
        return options.client.post<TestWorkflowResponses, unknown, ThrowOnError>({
            url: '/api/workflow/test',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Execute a workflow synchronously
     */
    public static executeWorkflow<ThrowOnError extends boolean = true>(options: Options<ExecuteWorkflowOptions, ThrowOnError>): RequestResult<ExecuteWorkflowResponses, unknown, ThrowOnError> {
        return options.client.post<ExecuteWorkflowResponses, unknown, ThrowOnError>({
            url: '/api/workflow/execute/{name}/{version}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Terminate workflow execution
     */
    public static terminate1<ThrowOnError extends boolean = true>(options: Options<Terminate1Options, ThrowOnError>): RequestResult<Terminate1Responses, unknown, ThrowOnError> {
        return options.client.delete<Terminate1Responses, unknown, ThrowOnError>({ url: '/api/workflow/{workflowId}', ...options });
    }
    
    /**
     * Gets the workflow by workflow id
     */
    public static getExecutionStatus<ThrowOnError extends boolean = true>(options: Options<GetExecutionStatusOptions, ThrowOnError>): RequestResult<GetExecutionStatusResponses, unknown, ThrowOnError> {
        return options.client.get<GetExecutionStatusResponses, unknown, ThrowOnError>({ url: '/api/workflow/{workflowId}', ...options });
    }
    
    /**
     * Gets the workflow tasks by workflow (execution) id
     */
    public static getExecutionStatusTaskList<ThrowOnError extends boolean = true>(options: Options<GetExecutionStatusTaskListOptions, ThrowOnError>): RequestResult<GetExecutionStatusTaskListResponses, unknown, ThrowOnError> {
        return options.client.get<GetExecutionStatusTaskListResponses, unknown, ThrowOnError>({ url: '/api/workflow/{workflowId}/tasks', ...options });
    }
    
    /**
     * Gets the workflow status summary by workflow (execution) id
     */
    public static getWorkflowStatusSummary<ThrowOnError extends boolean = true>(options: Options<GetWorkflowStatusSummaryOptions, ThrowOnError>): RequestResult<GetWorkflowStatusSummaryResponses, unknown, ThrowOnError> {
        return options.client.get<GetWorkflowStatusSummaryResponses, unknown, ThrowOnError>({ url: '/api/workflow/{workflowId}/status', ...options });
    }
    
    /**
     * Lists workflows for the given correlation id
     */
    public static getWorkflows1<ThrowOnError extends boolean = true>(options: Options<GetWorkflows1Options, ThrowOnError>): RequestResult<GetWorkflows1Responses, unknown, ThrowOnError> {
        return options.client.get<GetWorkflows1Responses, unknown, ThrowOnError>({ url: '/api/workflow/{name}/correlated/{correlationId}', ...options });
    }
    
    /**
     * Search for workflows based on payload and other parameters
     *
     * use sort options as sort=<field>:ASC|DESC e.g. sort=name&sort=workflowId:DESC. If order is not specified, defaults to ASC.
     */
    public static search<ThrowOnError extends boolean = true>(options: Options<SearchOptions, ThrowOnError>): RequestResult<SearchResponses, unknown, ThrowOnError> {
        return options.client.get<SearchResponses, unknown, ThrowOnError>({ url: '/api/workflow/search', ...options });
    }
    
    /**
     * Search for workflows based on payload and other parameters
     *
     * use sort options as sort=<field>:ASC|DESC e.g. sort=name&sort=workflowId:DESC. If order is not specified, defaults to ASC.
     */
    public static searchV2<ThrowOnError extends boolean = true>(options: Options<SearchV2Options, ThrowOnError>): RequestResult<SearchV2Responses, unknown, ThrowOnError> {
        return options.client.get<SearchV2Responses, unknown, ThrowOnError>({ url: '/api/workflow/search-v2', ...options });
    }
    
    /**
     * Search for workflows based on task parameters
     *
     * use sort options as sort=<field>:ASC|DESC e.g. sort=name&sort=workflowId:DESC. If order is not specified, defaults to ASC
     */
    public static searchWorkflowsByTasks<ThrowOnError extends boolean = true>(options: Options<SearchWorkflowsByTasksOptions, ThrowOnError>): RequestResult<SearchWorkflowsByTasksResponses, unknown, ThrowOnError> {
        return options.client.get<SearchWorkflowsByTasksResponses, unknown, ThrowOnError>({ url: '/api/workflow/search-by-tasks', ...options });
    }
    
    /**
     * Search for workflows based on task parameters
     *
     * use sort options as sort=<field>:ASC|DESC e.g. sort=name&sort=workflowId:DESC. If order is not specified, defaults to ASC
     */
    public static searchWorkflowsByTasksV2<ThrowOnError extends boolean = true>(options: Options<SearchWorkflowsByTasksV2Options, ThrowOnError>): RequestResult<SearchWorkflowsByTasksV2Responses, unknown, ThrowOnError> {
        return options.client.get<SearchWorkflowsByTasksV2Responses, unknown, ThrowOnError>({ url: '/api/workflow/search-by-tasks-v2', ...options });
    }
    
    /**
     * Retrieve all the running workflows
     */
    public static getRunningWorkflow<ThrowOnError extends boolean = true>(options: Options<GetRunningWorkflowOptions, ThrowOnError>): RequestResult<GetRunningWorkflowResponses, unknown, ThrowOnError> {
        return options.client.get<GetRunningWorkflowResponses, unknown, ThrowOnError>({ url: '/api/workflow/running/{name}', ...options });
    }
    
    /**
     * Get the uri and path of the external storage where the workflow payload is to be stored
     */
    public static getExternalStorageLocation<ThrowOnError extends boolean = true>(options: Options<GetExternalStorageLocationOptions, ThrowOnError>): RequestResult<GetExternalStorageLocationResponses, unknown, ThrowOnError> {
        return options.client.get<GetExternalStorageLocationResponses, unknown, ThrowOnError>({ url: '/api/workflow/external-storage-location', ...options });
    }
    
    /**
     * Get the uri and path of the external storage where the workflow payload is to be stored
     */
    public static getExternalStorageLocation1<ThrowOnError extends boolean = true>(options: Options<GetExternalStorageLocation1Options, ThrowOnError>): RequestResult<GetExternalStorageLocation1Responses, unknown, ThrowOnError> {
        return options.client.get<GetExternalStorageLocation1Responses, unknown, ThrowOnError>({ url: '/api/workflow/externalstoragelocation', ...options });
    }
    
    /**
     * Terminate workflow execution and remove the workflow from the system
     */
    public static terminateRemove<ThrowOnError extends boolean = true>(options: Options<TerminateRemoveOptions, ThrowOnError>): RequestResult<TerminateRemoveResponses, unknown, ThrowOnError> {
        return options.client.delete<TerminateRemoveResponses, unknown, ThrowOnError>({ url: '/api/workflow/{workflowId}/terminate-remove', ...options });
    }
    
    /**
     * Removes the workflow from the system
     */
    public static delete<ThrowOnError extends boolean = true>(options: Options<DeleteOptions, ThrowOnError>): RequestResult<DeleteResponses, unknown, ThrowOnError> {
        return options.client.delete<DeleteResponses, unknown, ThrowOnError>({ url: '/api/workflow/{workflowId}/remove', ...options });
    }
}

export class WorkflowBulkResourceService {
    /**
     * Resume the list of workflows
     */
    public static resumeWorkflow1<ThrowOnError extends boolean = true>(options: Options<ResumeWorkflow1Options, ThrowOnError>): RequestResult<ResumeWorkflow1Responses, unknown, ThrowOnError> {
        return options.client.put<ResumeWorkflow1Responses, unknown, ThrowOnError>({
            url: '/api/workflow/bulk/resume',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Pause the list of workflows
     */
    public static pauseWorkflow1<ThrowOnError extends boolean = true>(options: Options<PauseWorkflow1Options, ThrowOnError>): RequestResult<PauseWorkflow1Responses, unknown, ThrowOnError> {
        return options.client.put<PauseWorkflow1Responses, unknown, ThrowOnError>({
            url: '/api/workflow/bulk/pause',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Terminate workflows execution
     */
    public static terminate<ThrowOnError extends boolean = true>(options: Options<TerminateOptions, ThrowOnError>): RequestResult<TerminateResponses, unknown, ThrowOnError> {
        return options.client.post<TerminateResponses, unknown, ThrowOnError>({
            url: '/api/workflow/bulk/terminate',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static searchWorkflow<ThrowOnError extends boolean = true>(options: Options<SearchWorkflowOptions, ThrowOnError>): RequestResult<SearchWorkflowResponses, unknown, ThrowOnError> {
        return options.client.post<SearchWorkflowResponses, unknown, ThrowOnError>({
            url: '/api/workflow/bulk/search',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Retry the last failed task for each workflow from the list
     */
    public static retry1<ThrowOnError extends boolean = true>(options: Options<Retry1Options, ThrowOnError>): RequestResult<Retry1Responses, unknown, ThrowOnError> {
        return options.client.post<Retry1Responses, unknown, ThrowOnError>({
            url: '/api/workflow/bulk/retry',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Restart the list of completed workflow
     */
    public static restart1<ThrowOnError extends boolean = true>(options: Options<Restart1Options, ThrowOnError>): RequestResult<Restart1Responses, unknown, ThrowOnError> {
        return options.client.post<Restart1Responses, unknown, ThrowOnError>({
            url: '/api/workflow/bulk/restart',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static terminateRemove1<ThrowOnError extends boolean = true>(options: Options<TerminateRemove1Options, ThrowOnError>): RequestResult<TerminateRemove1Responses, unknown, ThrowOnError> {
        return options.client.delete<TerminateRemove1Responses, unknown, ThrowOnError>({
            url: '/api/workflow/bulk/terminate-remove',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static deleteWorkflow<ThrowOnError extends boolean = true>(options: Options<DeleteWorkflowOptions, ThrowOnError>): RequestResult<DeleteWorkflowResponses, unknown, ThrowOnError> {
        return options.client.delete<DeleteWorkflowResponses, unknown, ThrowOnError>({
            url: '/api/workflow/bulk/remove',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class SecretControllerService {
    public static deleteSecret<ThrowOnError extends boolean = true>(options: Options<DeleteSecretOptions, ThrowOnError>): RequestResult<DeleteSecretResponses, unknown, ThrowOnError> {
        return options.client.delete<DeleteSecretResponses, unknown, ThrowOnError>({ url: '/api/secrets/{key}', ...options });
    }
    
    public static getSecret<ThrowOnError extends boolean = true>(options: Options<GetSecretOptions, ThrowOnError>): RequestResult<GetSecretResponses, unknown, ThrowOnError> {
        return options.client.get<GetSecretResponses, unknown, ThrowOnError>({ url: '/api/secrets/{key}', ...options });
    }
    
    public static putSecret<ThrowOnError extends boolean = true>(options: Options<PutSecretOptions, ThrowOnError>): RequestResult<PutSecretResponses, unknown, ThrowOnError> {
        return options.client.put<PutSecretResponses, unknown, ThrowOnError>({
            bodySerializer: null,
            url: '/api/secrets/{key}',
            ...options,
            headers: {
                'Content-Type': 'text/plain',
                ...options.headers
            }
        });
    }
    
    /**
     * List secret names (values are never returned)
     */
    public static listGrantable<ThrowOnError extends boolean = true>(options: Options<ListGrantableOptions, ThrowOnError>): RequestResult<ListGrantableResponses, unknown, ThrowOnError> {
        return options.client.get<ListGrantableResponses, unknown, ThrowOnError>({ url: '/api/secrets', ...options });
    }
    
    public static listAllNames<ThrowOnError extends boolean = true>(options: Options<ListAllNamesOptions, ThrowOnError>): RequestResult<ListAllNamesResponses, unknown, ThrowOnError> {
        return options.client.post<ListAllNamesResponses, unknown, ThrowOnError>({ url: '/api/secrets', ...options });
    }
    
    public static exists<ThrowOnError extends boolean = true>(options: Options<ExistsOptions, ThrowOnError>): RequestResult<ExistsResponses, unknown, ThrowOnError> {
        return options.client.get<ExistsResponses, unknown, ThrowOnError>({ url: '/api/secrets/{key}/exists', ...options });
    }
    
    public static listWithMeta<ThrowOnError extends boolean = true>(options: Options<ListWithMetaOptions, ThrowOnError>): RequestResult<ListWithMetaResponses, unknown, ThrowOnError> {
        return options.client.get<ListWithMetaResponses, unknown, ThrowOnError>({ url: '/api/secrets/v2', ...options });
    }
}

export class SchedulerService {
    /**
     * Resume a paused schedule
     */
    public static resumeSchedule<ThrowOnError extends boolean = true>(options: Options<ResumeScheduleOptions, ThrowOnError>): RequestResult<ResumeScheduleResponses, unknown, ThrowOnError> {
        return options.client.put<ResumeScheduleResponses, unknown, ThrowOnError>({ url: '/api/scheduler/schedules/{name}/resume', ...options });
    }
    
    /**
     * Pause a schedule
     */
    public static pauseSchedule<ThrowOnError extends boolean = true>(options: Options<PauseScheduleOptions, ThrowOnError>): RequestResult<PauseScheduleResponses, unknown, ThrowOnError> {
        return options.client.put<PauseScheduleResponses, unknown, ThrowOnError>({ url: '/api/scheduler/schedules/{name}/pause', ...options });
    }
    
    /**
     * List all schedules, optionally filtered by workflow name
     */
    public static getAllSchedules<ThrowOnError extends boolean = true>(options: Options<GetAllSchedulesOptions, ThrowOnError>): RequestResult<GetAllSchedulesResponses, unknown, ThrowOnError> {
        return options.client.get<GetAllSchedulesResponses, unknown, ThrowOnError>({ url: '/api/scheduler/schedules', ...options });
    }
    
    /**
     * Create or update a workflow schedule
     */
    public static createOrUpdateSchedule<ThrowOnError extends boolean = true>(options: Options<CreateOrUpdateScheduleOptions, ThrowOnError>): RequestResult<CreateOrUpdateScheduleResponses, unknown, ThrowOnError> {
        return options.client.post<CreateOrUpdateScheduleResponses, unknown, ThrowOnError>({
            url: '/api/scheduler/schedules',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Search for scheduled workflow executions
     */
    public static searchScheduledExecutions<ThrowOnError extends boolean = true>(options: Options<SearchScheduledExecutionsOptions, ThrowOnError>): RequestResult<SearchScheduledExecutionsResponses, unknown, ThrowOnError> {
        return options.client.get<SearchScheduledExecutionsResponses, unknown, ThrowOnError>({ url: '/api/scheduler/search/executions', ...options });
    }
    
    /**
     * Delete a schedule
     */
    public static deleteSchedule<ThrowOnError extends boolean = true>(options: Options<DeleteScheduleOptions, ThrowOnError>): RequestResult<DeleteScheduleResponses, unknown, ThrowOnError> {
        return options.client.delete<DeleteScheduleResponses, unknown, ThrowOnError>({ url: '/api/scheduler/schedules/{name}', ...options });
    }
    
    /**
     * Get a schedule by name
     */
    public static getSchedule<ThrowOnError extends boolean = true>(options: Options<GetScheduleOptions, ThrowOnError>): RequestResult<GetScheduleResponses, unknown, ThrowOnError> {
        return options.client.get<GetScheduleResponses, unknown, ThrowOnError>({ url: '/api/scheduler/schedules/{name}', ...options });
    }
    
    /**
     * Search for workflow schedules
     */
    public static searchSchedules<ThrowOnError extends boolean = true>(options: Options<SearchSchedulesOptions, ThrowOnError>): RequestResult<SearchSchedulesResponses, unknown, ThrowOnError> {
        return options.client.get<SearchSchedulesResponses, unknown, ThrowOnError>({ url: '/api/scheduler/schedules/search', ...options });
    }
    
    /**
     * Preview the next few execution times for a cron expression
     */
    public static getNextFewSchedules<ThrowOnError extends boolean = true>(options: Options<GetNextFewSchedulesOptions, ThrowOnError>): RequestResult<GetNextFewSchedulesResponses, unknown, ThrowOnError> {
        return options.client.get<GetNextFewSchedulesResponses, unknown, ThrowOnError>({ url: '/api/scheduler/nextFewSchedules', ...options });
    }
    
    /**
     * Resume all scheduling on this server instance
     */
    public static resumeAllSchedules<ThrowOnError extends boolean = true>(options: Options<ResumeAllSchedulesOptions, ThrowOnError>): RequestResult<ResumeAllSchedulesResponses, unknown, ThrowOnError> {
        return options.client.get<ResumeAllSchedulesResponses, unknown, ThrowOnError>({ url: '/api/scheduler/admin/resume', ...options });
    }
    
    /**
     * Requeue all execution records
     */
    public static requeueAllExecutionRecords<ThrowOnError extends boolean = true>(options: Options<RequeueAllExecutionRecordsOptions, ThrowOnError>): RequestResult<RequeueAllExecutionRecordsResponses, unknown, ThrowOnError> {
        return options.client.get<RequeueAllExecutionRecordsResponses, unknown, ThrowOnError>({ url: '/api/scheduler/admin/requeue', ...options });
    }
    
    /**
     * Pause all scheduling on this server instance (for debugging only)
     */
    public static pauseAllSchedules<ThrowOnError extends boolean = true>(options: Options<PauseAllSchedulesOptions, ThrowOnError>): RequestResult<PauseAllSchedulesResponses, unknown, ThrowOnError> {
        return options.client.get<PauseAllSchedulesResponses, unknown, ThrowOnError>({ url: '/api/scheduler/admin/pause', ...options });
    }
}

export class SchedulerBulkService {
    /**
     * Resume the list of schedules
     */
    public static resumeSchedules<ThrowOnError extends boolean = true>(options: Options<ResumeSchedulesOptions, ThrowOnError>): RequestResult<ResumeSchedulesResponses, unknown, ThrowOnError> {
        return options.client.put<ResumeSchedulesResponses, unknown, ThrowOnError>({
            url: '/api/scheduler/bulk/resume',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Pause the list of schedules
     */
    public static pauseSchedules<ThrowOnError extends boolean = true>(options: Options<PauseSchedulesOptions, ThrowOnError>): RequestResult<PauseSchedulesResponses, unknown, ThrowOnError> {
        return options.client.put<PauseSchedulesResponses, unknown, ThrowOnError>({
            url: '/api/scheduler/bulk/pause',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class MetadataResourceService {
    /**
     * Retrieves all workflow definition along with blueprint
     */
    public static getAll<ThrowOnError extends boolean = true>(options: Options<GetAllOptions, ThrowOnError>): RequestResult<GetAllResponses, unknown, ThrowOnError> {
        return options.client.get<GetAllResponses, unknown, ThrowOnError>({ url: '/api/metadata/workflow', ...options });
    }
    
    /**
     * Create a new workflow definition
     */
    public static create<ThrowOnError extends boolean = true>(options: Options<CreateOptions, ThrowOnError>): RequestResult<CreateResponses, unknown, ThrowOnError> {
        return options.client.post<CreateResponses, unknown, ThrowOnError>({
            url: '/api/metadata/workflow',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Create or update workflow definition
     */
    public static update<ThrowOnError extends boolean = true>(options: Options<UpdateOptions, ThrowOnError>): RequestResult<UpdateResponses, unknown, ThrowOnError> {
        return options.client.put<UpdateResponses, unknown, ThrowOnError>({
            url: '/api/metadata/workflow',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Gets all task definition
     */
    public static getTaskDefs<ThrowOnError extends boolean = true>(options: Options<GetTaskDefsOptions, ThrowOnError>): RequestResult<GetTaskDefsResponses, unknown, ThrowOnError> {
        return options.client.get<GetTaskDefsResponses, unknown, ThrowOnError>({ url: '/api/metadata/taskdefs', ...options });
    }
    
    /**
     * Create new task definition(s)
     */
    public static registerTaskDef<ThrowOnError extends boolean = true>(options: Options<RegisterTaskDefOptions, ThrowOnError>): RequestResult<RegisterTaskDefResponses, unknown, ThrowOnError> {
        return options.client.post<RegisterTaskDefResponses, unknown, ThrowOnError>({
            url: '/api/metadata/taskdefs',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Update an existing task
     */
    public static registerTaskDef1<ThrowOnError extends boolean = true>(options: Options<RegisterTaskDef1Options, ThrowOnError>): RequestResult<RegisterTaskDef1Responses, unknown, ThrowOnError> {
        return options.client.put<RegisterTaskDef1Responses, unknown, ThrowOnError>({
            url: '/api/metadata/taskdefs',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Validates a new workflow definition
     */
    public static validate<ThrowOnError extends boolean = true>(options: Options<ValidateOptions, ThrowOnError>): RequestResult<ValidateResponses, unknown, ThrowOnError> {
        return options.client.post<ValidateResponses, unknown, ThrowOnError>({
            url: '/api/metadata/workflow/validate',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Retrieves workflow definition along with blueprint
     */
    public static get<ThrowOnError extends boolean = true>(options: Options<GetOptions, ThrowOnError>): RequestResult<GetResponses, unknown, ThrowOnError> {
        return options.client.get<GetResponses, unknown, ThrowOnError>({ url: '/api/metadata/workflow/{name}', ...options });
    }
    
    /**
     * Returns lightweight version summaries for a single workflow (no definition bodies)
     */
    public static getWorkflowVersions<ThrowOnError extends boolean = true>(options: Options<GetWorkflowVersionsOptions, ThrowOnError>): RequestResult<GetWorkflowVersionsResponses, unknown, ThrowOnError> {
        return options.client.get<GetWorkflowVersionsResponses, unknown, ThrowOnError>({ url: '/api/metadata/workflow/{name}/versions', ...options });
    }
    
    /**
     * Returns only distinct workflow definition names (no versions or definition bodies)
     */
    public static getWorkflowNames<ThrowOnError extends boolean = true>(options: Options<GetWorkflowNamesOptions, ThrowOnError>): RequestResult<GetWorkflowNamesResponses, unknown, ThrowOnError> {
        return options.client.get<GetWorkflowNamesResponses, unknown, ThrowOnError>({ url: '/api/metadata/workflow/names', ...options });
    }
    
    /**
     * Returns workflow names and versions only (no definition bodies)
     */
    public static getWorkflowNamesAndVersions<ThrowOnError extends boolean = true>(options: Options<GetWorkflowNamesAndVersionsOptions, ThrowOnError>): RequestResult<GetWorkflowNamesAndVersionsResponses, unknown, ThrowOnError> {
        return options.client.get<GetWorkflowNamesAndVersionsResponses, unknown, ThrowOnError>({ url: '/api/metadata/workflow/names-and-versions', ...options });
    }
    
    /**
     * Returns only the latest version of all workflow definitions
     */
    public static getAllWorkflowsWithLatestVersions<ThrowOnError extends boolean = true>(options: Options<GetAllWorkflowsWithLatestVersionsOptions, ThrowOnError>): RequestResult<GetAllWorkflowsWithLatestVersionsResponses, unknown, ThrowOnError> {
        return options.client.get<GetAllWorkflowsWithLatestVersionsResponses, unknown, ThrowOnError>({ url: '/api/metadata/workflow/latest-versions', ...options });
    }
    
    /**
     * Remove a task definition
     */
    public static unregisterTaskDef<ThrowOnError extends boolean = true>(options: Options<UnregisterTaskDefOptions, ThrowOnError>): RequestResult<UnregisterTaskDefResponses, unknown, ThrowOnError> {
        return options.client.delete<UnregisterTaskDefResponses, unknown, ThrowOnError>({ url: '/api/metadata/taskdefs/{tasktype}', ...options });
    }
    
    /**
     * Gets the task definition
     */
    public static getTaskDef<ThrowOnError extends boolean = true>(options: Options<GetTaskDefOptions, ThrowOnError>): RequestResult<GetTaskDefResponses, unknown, ThrowOnError> {
        return options.client.get<GetTaskDefResponses, unknown, ThrowOnError>({ url: '/api/metadata/taskdefs/{tasktype}', ...options });
    }
    
    /**
     * Removes workflow definition. It does not remove workflows associated with the definition.
     */
    public static unregisterWorkflowDef<ThrowOnError extends boolean = true>(options: Options<UnregisterWorkflowDefOptions, ThrowOnError>): RequestResult<UnregisterWorkflowDefResponses, unknown, ThrowOnError> {
        return options.client.delete<UnregisterWorkflowDefResponses, unknown, ThrowOnError>({ url: '/api/metadata/workflow/{name}/{version}', ...options });
    }
}

export class FileResourceService {
    /**
     * Stream raw file content from Conductor storage
     */
    public static downloadFileContent<ThrowOnError extends boolean = true>(options: Options<DownloadFileContentOptions, ThrowOnError>): RequestResult<DownloadFileContentResponses, unknown, ThrowOnError> {
        return options.client.get<DownloadFileContentResponses, unknown, ThrowOnError>({ url: '/api/files/content/{workflowId}/{fileId}', ...options });
    }
    
    /**
     * Stream raw file content to Conductor storage
     */
    public static uploadFileContent<ThrowOnError extends boolean = true>(options: Options<UploadFileContentOptions, ThrowOnError>): RequestResult<UploadFileContentResponses, unknown, ThrowOnError> {
        return options.client.put<UploadFileContentResponses, unknown, ThrowOnError>({ url: '/api/files/content/{workflowId}/{fileId}', ...options });
    }
    
    /**
     * Create a file record and get upload URL
     */
    public static createFile<ThrowOnError extends boolean = true>(options: Options<CreateFileOptions, ThrowOnError>): RequestResult<CreateFileResponses, unknown, ThrowOnError> {
        return options.client.post<CreateFileResponses, unknown, ThrowOnError>({
            url: '/api/files',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Confirm file upload completion
     */
    public static confirmUpload<ThrowOnError extends boolean = true>(options: Options<ConfirmUploadOptions, ThrowOnError>): RequestResult<ConfirmUploadResponses, unknown, ThrowOnError> {
        return options.client.post<ConfirmUploadResponses, unknown, ThrowOnError>({ url: '/api/files/{workflowId}/{fileId}/upload-complete', ...options });
    }
    
    /**
     * Initiate multipart upload
     */
    public static initiateMultipartUpload<ThrowOnError extends boolean = true>(options: Options<InitiateMultipartUploadOptions, ThrowOnError>): RequestResult<InitiateMultipartUploadResponses, unknown, ThrowOnError> {
        return options.client.post<InitiateMultipartUploadResponses, unknown, ThrowOnError>({ url: '/api/files/{workflowId}/{fileId}/multipart', ...options });
    }
    
    /**
     * Complete multipart upload
     */
    public static completeMultipartUpload<ThrowOnError extends boolean = true>(options: Options<CompleteMultipartUploadOptions, ThrowOnError>): RequestResult<CompleteMultipartUploadResponses, unknown, ThrowOnError> {
        return options.client.post<CompleteMultipartUploadResponses, unknown, ThrowOnError>({
            url: '/api/files/{workflowId}/{fileId}/multipart/{uploadId}/complete',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Get file metadata
     */
    public static getFileMetadata<ThrowOnError extends boolean = true>(options: Options<GetFileMetadataOptions, ThrowOnError>): RequestResult<GetFileMetadataResponses, unknown, ThrowOnError> {
        return options.client.get<GetFileMetadataResponses, unknown, ThrowOnError>({ url: '/api/files/{workflowId}/{fileId}', ...options });
    }
    
    /**
     * Get presigned upload URL
     */
    public static getUploadUrl<ThrowOnError extends boolean = true>(options: Options<GetUploadUrlOptions, ThrowOnError>): RequestResult<GetUploadUrlResponses, unknown, ThrowOnError> {
        return options.client.get<GetUploadUrlResponses, unknown, ThrowOnError>({ url: '/api/files/{workflowId}/{fileId}/upload-url', ...options });
    }
    
    /**
     * Get a signed URL for a multipart part
     */
    public static getPartUploadUrl<ThrowOnError extends boolean = true>(options: Options<GetPartUploadUrlOptions, ThrowOnError>): RequestResult<GetPartUploadUrlResponses, unknown, ThrowOnError> {
        return options.client.get<GetPartUploadUrlResponses, unknown, ThrowOnError>({ url: '/api/files/{workflowId}/{fileId}/multipart/{uploadId}/part/{partNumber}', ...options });
    }
    
    /**
     * Get presigned download URL
     */
    public static getDownloadUrl<ThrowOnError extends boolean = true>(options: Options<GetDownloadUrlOptions, ThrowOnError>): RequestResult<GetDownloadUrlResponses, unknown, ThrowOnError> {
        return options.client.get<GetDownloadUrlResponses, unknown, ThrowOnError>({ url: '/api/files/{workflowId}/{fileId}/download-url', ...options });
    }
    
    /**
     * Abort multipart upload
     */
    public static abortMultipartUpload<ThrowOnError extends boolean = true>(options: Options<AbortMultipartUploadOptions, ThrowOnError>): RequestResult<AbortMultipartUploadResponses, unknown, ThrowOnError> {
        return options.client.delete<AbortMultipartUploadResponses, unknown, ThrowOnError>({ url: '/api/files/{workflowId}/{fileId}/multipart/{uploadId}', ...options });
    }
}

export class EventResourceService {
    /**
     * Get all the event handlers
     */
    public static getEventHandlers<ThrowOnError extends boolean = true>(options: Options<GetEventHandlersOptions, ThrowOnError>): RequestResult<GetEventHandlersResponses, unknown, ThrowOnError> {
        return options.client.get<GetEventHandlersResponses, unknown, ThrowOnError>({ url: '/api/event', ...options });
    }
    
    /**
     * Add a new event handler.
     */
    public static addEventHandler<ThrowOnError extends boolean = true>(options: Options<AddEventHandlerOptions, ThrowOnError>): RequestResult<AddEventHandlerResponses, unknown, ThrowOnError> {
        return options.client.post<AddEventHandlerResponses, unknown, ThrowOnError>({
            url: '/api/event',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Update an existing event handler.
     */
    public static updateEventHandler<ThrowOnError extends boolean = true>(options: Options<UpdateEventHandlerOptions, ThrowOnError>): RequestResult<UpdateEventHandlerResponses, unknown, ThrowOnError> {
        return options.client.put<UpdateEventHandlerResponses, unknown, ThrowOnError>({
            url: '/api/event',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Get event handlers for a given event
     */
    public static getEventHandlersForEvent<ThrowOnError extends boolean = true>(options: Options<GetEventHandlersForEventOptions, ThrowOnError>): RequestResult<GetEventHandlersForEventResponses, unknown, ThrowOnError> {
        return options.client.get<GetEventHandlersForEventResponses, unknown, ThrowOnError>({ url: '/api/event/{event}', ...options });
    }
    
    /**
     * Remove an event handler
     */
    public static removeEventHandlerStatus<ThrowOnError extends boolean = true>(options: Options<RemoveEventHandlerStatusOptions, ThrowOnError>): RequestResult<RemoveEventHandlerStatusResponses, unknown, ThrowOnError> {
        return options.client.delete<RemoveEventHandlerStatusResponses, unknown, ThrowOnError>({ url: '/api/event/{name}', ...options });
    }
}

export class AgentControllerService {
    public static resumeAgent<ThrowOnError extends boolean = true>(options: Options<ResumeAgentOptions, ThrowOnError>): RequestResult<ResumeAgentResponses, unknown, ThrowOnError> {
        return options.client.put<ResumeAgentResponses, unknown, ThrowOnError>({ url: '/api/agent/{executionId}/resume', ...options });
    }
    
    public static pauseAgent<ThrowOnError extends boolean = true>(options: Options<PauseAgentOptions, ThrowOnError>): RequestResult<PauseAgentResponses, unknown, ThrowOnError> {
        return options.client.put<PauseAgentResponses, unknown, ThrowOnError>({ url: '/api/agent/{executionId}/pause', ...options });
    }
    
    public static bulkResume<ThrowOnError extends boolean = true>(options: Options<BulkResumeOptions, ThrowOnError>): RequestResult<BulkResumeResponses, unknown, ThrowOnError> {
        return options.client.put<BulkResumeResponses, unknown, ThrowOnError>({
            url: '/api/agent/executions/bulk/resume',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static bulkPause<ThrowOnError extends boolean = true>(options: Options<BulkPauseOptions, ThrowOnError>): RequestResult<BulkPauseResponses, unknown, ThrowOnError> {
        return options.client.put<BulkPauseResponses, unknown, ThrowOnError>({
            url: '/api/agent/executions/bulk/pause',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static injectTask<ThrowOnError extends boolean = true>(options: Options<InjectTaskOptions, ThrowOnError>): RequestResult<InjectTaskResponses, unknown, ThrowOnError> {
        return options.client.post<InjectTaskResponses, unknown, ThrowOnError>({
            url: '/api/agent/{executionId}/tasks',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static stopAgent<ThrowOnError extends boolean = true>(options: Options<StopAgentOptions, ThrowOnError>): RequestResult<StopAgentResponses, unknown, ThrowOnError> {
        return options.client.post<StopAgentResponses, unknown, ThrowOnError>({ url: '/api/agent/{executionId}/stop', ...options });
    }
    
    public static signalAgent<ThrowOnError extends boolean = true>(options: Options<SignalAgentOptions, ThrowOnError>): RequestResult<SignalAgentResponses, unknown, ThrowOnError> {
        return options.client.post<SignalAgentResponses, unknown, ThrowOnError>({
            url: '/api/agent/{executionId}/signal',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static respondToAgent<ThrowOnError extends boolean = true>(options: Options<RespondToAgentOptions, ThrowOnError>): RequestResult<RespondToAgentResponses, unknown, ThrowOnError> {
        return options.client.post<RespondToAgentResponses, unknown, ThrowOnError>({
            url: '/api/agent/{executionId}/respond',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static updateTaskStatus<ThrowOnError extends boolean = true>(options: Options<UpdateTaskStatusOptions, ThrowOnError>): RequestResult<UpdateTaskStatusResponses, unknown, ThrowOnError> {
        return options.client.post<UpdateTaskStatusResponses, unknown, ThrowOnError>({
            url: '/api/agent/tasks/{executionId}/{refTaskName}/{status}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static startAgent<ThrowOnError extends boolean = true>(options: Options<StartAgentOptions, ThrowOnError>): RequestResult<StartAgentResponses, unknown, ThrowOnError> {
        return options.client.post<StartAgentResponses, unknown, ThrowOnError>({
            url: '/api/agent/start',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static inspectPlan<ThrowOnError extends boolean = true>(options: Options<InspectPlanOptions, ThrowOnError>): RequestResult<InspectPlanResponses, unknown, ThrowOnError> {
        return options.client.post<InspectPlanResponses, unknown, ThrowOnError>({
            url: '/api/agent/inspect-plan',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static retryExecution<ThrowOnError extends boolean = true>(options: Options<RetryExecutionOptions, ThrowOnError>): RequestResult<RetryExecutionResponses, unknown, ThrowOnError> {
        return options.client.post<RetryExecutionResponses, unknown, ThrowOnError>({ url: '/api/agent/executions/{executionId}/retry', ...options });
    }
    
    public static restartExecution<ThrowOnError extends boolean = true>(options: Options<RestartExecutionOptions, ThrowOnError>): RequestResult<RestartExecutionResponses, unknown, ThrowOnError> {
        return options.client.post<RestartExecutionResponses, unknown, ThrowOnError>({ url: '/api/agent/executions/{executionId}/restart', ...options });
    }
    
    public static rerunExecution<ThrowOnError extends boolean = true>(options: Options<RerunExecutionOptions, ThrowOnError>): RequestResult<RerunExecutionResponses, unknown, ThrowOnError> {
        return options.client.post<RerunExecutionResponses, unknown, ThrowOnError>({
            url: '/api/agent/executions/{executionId}/rerun',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static pruneExecutions<ThrowOnError extends boolean = true>(options: Options<PruneExecutionsOptions, ThrowOnError>): RequestResult<PruneExecutionsResponses, unknown, ThrowOnError> {
        return options.client.post<PruneExecutionsResponses, unknown, ThrowOnError>({ url: '/api/agent/executions/prune', ...options });
    }
    
    public static bulkTerminate<ThrowOnError extends boolean = true>(options: Options<BulkTerminateOptions, ThrowOnError>): RequestResult<BulkTerminateResponses, unknown, ThrowOnError> {
        return options.client.post<BulkTerminateResponses, unknown, ThrowOnError>({
            url: '/api/agent/executions/bulk/terminate',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static bulkRetry<ThrowOnError extends boolean = true>(options: Options<BulkRetryOptions, ThrowOnError>): RequestResult<BulkRetryResponses, unknown, ThrowOnError> {
        return options.client.post<BulkRetryResponses, unknown, ThrowOnError>({
            url: '/api/agent/executions/bulk/retry',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static bulkRestart<ThrowOnError extends boolean = true>(options: Options<BulkRestartOptions, ThrowOnError>): RequestResult<BulkRestartResponses, unknown, ThrowOnError> {
        return options.client.post<BulkRestartResponses, unknown, ThrowOnError>({
            url: '/api/agent/executions/bulk/restart',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static createTrackingExecution<ThrowOnError extends boolean = true>(options: Options<CreateTrackingExecutionOptions, ThrowOnError>): RequestResult<CreateTrackingExecutionResponses, unknown, ThrowOnError> {
        return options.client.post<CreateTrackingExecutionResponses, unknown, ThrowOnError>({
            url: '/api/agent/execution',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static completeTrackingExecution<ThrowOnError extends boolean = true>(options: Options<CompleteTrackingExecutionOptions, ThrowOnError>): RequestResult<CompleteTrackingExecutionResponses, unknown, ThrowOnError> {
        return options.client.post<CompleteTrackingExecutionResponses, unknown, ThrowOnError>({
            url: '/api/agent/execution/{executionId}/complete',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static pushFrameworkEvent<ThrowOnError extends boolean = true>(options: Options<PushFrameworkEventOptions, ThrowOnError>): RequestResult<PushFrameworkEventResponses, unknown, ThrowOnError> {
        return options.client.post<PushFrameworkEventResponses, unknown, ThrowOnError>({
            url: '/api/agent/events/{executionId}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static deployAgent<ThrowOnError extends boolean = true>(options: Options<DeployAgentOptions, ThrowOnError>): RequestResult<DeployAgentResponses, unknown, ThrowOnError> {
        return options.client.post<DeployAgentResponses, unknown, ThrowOnError>({
            url: '/api/agent/deploy',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static compileAgent<ThrowOnError extends boolean = true>(options: Options<CompileAgentOptions, ThrowOnError>): RequestResult<CompileAgentResponses, unknown, ThrowOnError> {
        return options.client.post<CompileAgentResponses, unknown, ThrowOnError>({
            url: '/api/agent/compile',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static deleteAgent<ThrowOnError extends boolean = true>(options: Options<DeleteAgentOptions, ThrowOnError>): RequestResult<DeleteAgentResponses, unknown, ThrowOnError> {
        return options.client.delete<DeleteAgentResponses, unknown, ThrowOnError>({ url: '/api/agent/{name}', ...options });
    }
    
    public static getAgentDef<ThrowOnError extends boolean = true>(options: Options<GetAgentDefOptions, ThrowOnError>): RequestResult<GetAgentDefResponses, unknown, ThrowOnError> {
        return options.client.get<GetAgentDefResponses, unknown, ThrowOnError>({ url: '/api/agent/{name}', ...options });
    }
    
    public static getAgentStatus<ThrowOnError extends boolean = true>(options: Options<GetAgentStatusOptions, ThrowOnError>): RequestResult<GetAgentStatusResponses, unknown, ThrowOnError> {
        return options.client.get<GetAgentStatusResponses, unknown, ThrowOnError>({ url: '/api/agent/{executionId}/status', ...options });
    }
    
    public static getTaskLogs1<ThrowOnError extends boolean = true>(options: Options<GetTaskLogs1Options, ThrowOnError>): RequestResult<GetTaskLogs1Responses, unknown, ThrowOnError> {
        return options.client.get<GetTaskLogs1Responses, unknown, ThrowOnError>({ url: '/api/agent/tasks/{taskId}/log', ...options });
    }
    
    public static streamAgent<ThrowOnError extends boolean = true>(options: Options<StreamAgentOptions, ThrowOnError>): RequestResult<StreamAgentResponses, unknown, ThrowOnError> {
        return options.client.get<StreamAgentResponses, unknown, ThrowOnError>({ url: '/api/agent/stream/{executionId}', ...options });
    }
    
    public static listAgents<ThrowOnError extends boolean = true>(options: Options<ListAgentsOptions, ThrowOnError>): RequestResult<ListAgentsResponses, unknown, ThrowOnError> {
        return options.client.get<ListAgentsResponses, unknown, ThrowOnError>({ url: '/api/agent/list', ...options });
    }
    
    public static searchAgentExecutions<ThrowOnError extends boolean = true>(options: Options<SearchAgentExecutionsOptions, ThrowOnError>): RequestResult<SearchAgentExecutionsResponses, unknown, ThrowOnError> {
        return options.client.get<SearchAgentExecutionsResponses, unknown, ThrowOnError>({ url: '/api/agent/executions', ...options });
    }
    
    public static terminateExecution<ThrowOnError extends boolean = true>(options: Options<TerminateExecutionOptions, ThrowOnError>): RequestResult<TerminateExecutionResponses, unknown, ThrowOnError> {
        return options.client.delete<TerminateExecutionResponses, unknown, ThrowOnError>({ url: '/api/agent/executions/{executionId}', ...options });
    }
    
    public static getExecutionDetail<ThrowOnError extends boolean = true>(options: Options<GetExecutionDetailOptions, ThrowOnError>): RequestResult<GetExecutionDetailResponses, unknown, ThrowOnError> {
        return options.client.get<GetExecutionDetailResponses, unknown, ThrowOnError>({ url: '/api/agent/executions/{executionId}', ...options });
    }
    
    public static getExecutionTasks<ThrowOnError extends boolean = true>(options: Options<GetExecutionTasksOptions, ThrowOnError>): RequestResult<GetExecutionTasksResponses, unknown, ThrowOnError> {
        return options.client.get<GetExecutionTasksResponses, unknown, ThrowOnError>({ url: '/api/agent/executions/{executionId}/tasks', ...options });
    }
    
    public static getFullExecution<ThrowOnError extends boolean = true>(options: Options<GetFullExecutionOptions, ThrowOnError>): RequestResult<GetFullExecutionResponses, unknown, ThrowOnError> {
        return options.client.get<GetFullExecutionResponses, unknown, ThrowOnError>({ url: '/api/agent/executions/{executionId}/full', ...options });
    }
    
    public static searchExecutionsRaw<ThrowOnError extends boolean = true>(options: Options<SearchExecutionsRawOptions, ThrowOnError>): RequestResult<SearchExecutionsRawResponses, unknown, ThrowOnError> {
        return options.client.get<SearchExecutionsRawResponses, unknown, ThrowOnError>({ url: '/api/agent/executions/search', ...options });
    }
    
    public static getExecution<ThrowOnError extends boolean = true>(options: Options<GetExecutionOptions, ThrowOnError>): RequestResult<GetExecutionResponses, unknown, ThrowOnError> {
        return options.client.get<GetExecutionResponses, unknown, ThrowOnError>({ url: '/api/agent/execution/{executionId}', ...options });
    }
    
    public static getAgentDefinition<ThrowOnError extends boolean = true>(options: Options<GetAgentDefinitionOptions, ThrowOnError>): RequestResult<GetAgentDefinitionResponses, unknown, ThrowOnError> {
        return options.client.get<GetAgentDefinitionResponses, unknown, ThrowOnError>({ url: '/api/agent/definitions/{name}', ...options });
    }
    
    public static cancelAgent<ThrowOnError extends boolean = true>(options: Options<CancelAgentOptions, ThrowOnError>): RequestResult<CancelAgentResponses, unknown, ThrowOnError> {
        return options.client.delete<CancelAgentResponses, unknown, ThrowOnError>({ url: '/api/agent/{executionId}/cancel', ...options });
    }
    
    public static deleteExecutionRecord<ThrowOnError extends boolean = true>(options: Options<DeleteExecutionRecordOptions, ThrowOnError>): RequestResult<DeleteExecutionRecordResponses, unknown, ThrowOnError> {
        return options.client.delete<DeleteExecutionRecordResponses, unknown, ThrowOnError>({ url: '/api/agent/executions/{executionId}/record', ...options });
    }
}

export class WorkflowMessageQueueResourceService {
    /**
     * Push a message into a running workflow's message queue
     *
     * The workflow must be in RUNNING state. The message payload is arbitrary JSON. Returns the generated message ID. If a PULL_WORKFLOW_MESSAGES task is waiting, it will be woken up immediately.
     */
    public static pushMessage<ThrowOnError extends boolean = true>(options: Options<PushMessageOptions, ThrowOnError>): RequestResult<PushMessageResponses, unknown, ThrowOnError> {
        return options.client.post<PushMessageResponses, unknown, ThrowOnError>({
            url: '/api/workflow/{workflowId}/messages',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class TaskResourceService {
    /**
     * Update a task
     */
    public static updateTask<ThrowOnError extends boolean = true>(options: Options<UpdateTaskOptions, ThrowOnError>): RequestResult<UpdateTaskResponses, unknown, ThrowOnError> {
        return options.client.post<UpdateTaskResponses, unknown, ThrowOnError>({
            url: '/api/tasks',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Update a task By Ref Name
     */
    public static updateTask1<ThrowOnError extends boolean = true>(options: Options<UpdateTask1Options, ThrowOnError>): RequestResult<UpdateTask1Responses, unknown, ThrowOnError> {
        return options.client.post<UpdateTask1Responses, unknown, ThrowOnError>({
            url: '/api/tasks/{workflowId}/{taskRefName}/{status}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Update a task By Ref Name synchronously and return the updated workflow
     */
    public static updateTaskSync<ThrowOnError extends boolean = true>(options: Options<UpdateTaskSyncOptions, ThrowOnError>): RequestResult<UpdateTaskSyncResponses, unknown, ThrowOnError> {
        return options.client.post<UpdateTaskSyncResponses, unknown, ThrowOnError>({
            url: '/api/tasks/{workflowId}/{taskRefName}/{status}/sync',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Signal the workflow's currently blocked task with the given status and output asynchronously
     */
    public static signalWorkflowTaskAsync<ThrowOnError extends boolean = true>(options: Options<SignalWorkflowTaskAsyncOptions, ThrowOnError>): RequestResult<SignalWorkflowTaskAsyncResponses, unknown, ThrowOnError> {
        return options.client.post<SignalWorkflowTaskAsyncResponses, unknown, ThrowOnError>({
            url: '/api/tasks/{workflowId}/{status}/signal',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Signal the workflow's currently blocked task synchronously and return the updated workflow per the return strategy
     */
    public static signalWorkflowTaskSync<ThrowOnError extends boolean = true>(options: Options<SignalWorkflowTaskSyncOptions, ThrowOnError>): RequestResult<SignalWorkflowTaskSyncResponses, unknown, ThrowOnError> {
        return options.client.post<SignalWorkflowTaskSyncResponses, unknown, ThrowOnError>({
            url: '/api/tasks/{workflowId}/{status}/signal/sync',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Get Task Execution Logs
     */
    public static getTaskLogs<ThrowOnError extends boolean = true>(options: Options<GetTaskLogsOptions, ThrowOnError>): RequestResult<GetTaskLogsResponses, unknown, ThrowOnError> {
        return options.client.get<GetTaskLogsResponses, unknown, ThrowOnError>({ url: '/api/tasks/{taskId}/log', ...options });
    }
    
    /**
     * Log Task Execution Details
     */
    public static log<ThrowOnError extends boolean = true>(options: Options<LogOptions, ThrowOnError>): RequestResult<LogResponses, unknown, ThrowOnError> {
        return options.client.post<LogResponses, unknown, ThrowOnError>({
            url: '/api/tasks/{taskId}/log',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Update a task and return the next available task to be processed
     */
    public static updateTaskV2<ThrowOnError extends boolean = true>(options: Options<UpdateTaskV2Options, ThrowOnError>): RequestResult<UpdateTaskV2Responses, unknown, ThrowOnError> {
        return options.client.post<UpdateTaskV2Responses, unknown, ThrowOnError>({
            url: '/api/tasks/update-v2',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Requeue pending tasks
     */
    public static requeuePendingTask<ThrowOnError extends boolean = true>(options: Options<RequeuePendingTaskOptions, ThrowOnError>): RequestResult<RequeuePendingTaskResponses, unknown, ThrowOnError> {
        return options.client.post<RequeuePendingTaskResponses, unknown, ThrowOnError>({ url: '/api/tasks/queue/requeue/{taskType}', ...options });
    }
    
    /**
     * Get task by Id
     */
    public static getTask<ThrowOnError extends boolean = true>(options: Options<GetTaskOptions, ThrowOnError>): RequestResult<GetTaskResponses, unknown, ThrowOnError> {
        return options.client.get<GetTaskResponses, unknown, ThrowOnError>({ url: '/api/tasks/{taskId}', ...options });
    }
    
    /**
     * Search for tasks based in payload and other parameters
     *
     * use sort options as sort=<field>:ASC|DESC e.g. sort=name&sort=workflowId:DESC. If order is not specified, defaults to ASC
     */
    public static search1<ThrowOnError extends boolean = true>(options: Options<Search1Options, ThrowOnError>): RequestResult<Search1Responses, unknown, ThrowOnError> {
        return options.client.get<Search1Responses, unknown, ThrowOnError>({ url: '/api/tasks/search', ...options });
    }
    
    /**
     * Search for tasks based in payload and other parameters
     *
     * use sort options as sort=<field>:ASC|DESC e.g. sort=name&sort=workflowId:DESC. If order is not specified, defaults to ASC
     */
    public static searchV21<ThrowOnError extends boolean = true>(options: Options<SearchV21Options, ThrowOnError>): RequestResult<SearchV21Responses, unknown, ThrowOnError> {
        return options.client.get<SearchV21Responses, unknown, ThrowOnError>({ url: '/api/tasks/search-v2', ...options });
    }
    
    /**
     * Deprecated. Please use /tasks/queue/size endpoint
     *
     * @deprecated
     */
    public static size<ThrowOnError extends boolean = true>(options: Options<SizeOptions, ThrowOnError>): RequestResult<SizeResponses, unknown, ThrowOnError> {
        return options.client.get<SizeResponses, unknown, ThrowOnError>({ url: '/api/tasks/queue/sizes', ...options });
    }
    
    /**
     * Get queue size for a task type.
     */
    public static taskDepth<ThrowOnError extends boolean = true>(options: Options<TaskDepthOptions, ThrowOnError>): RequestResult<TaskDepthResponses, unknown, ThrowOnError> {
        return options.client.get<TaskDepthResponses, unknown, ThrowOnError>({ url: '/api/tasks/queue/size', ...options });
    }
    
    /**
     * Get the last poll data for a given task type
     */
    public static getPollData<ThrowOnError extends boolean = true>(options: Options<GetPollDataOptions, ThrowOnError>): RequestResult<GetPollDataResponses, unknown, ThrowOnError> {
        return options.client.get<GetPollDataResponses, unknown, ThrowOnError>({ url: '/api/tasks/queue/polldata', ...options });
    }
    
    /**
     * Get the last poll data for all task types
     */
    public static getAllPollData<ThrowOnError extends boolean = true>(options: Options<GetAllPollDataOptions, ThrowOnError>): RequestResult<GetAllPollDataResponses, unknown, ThrowOnError> {
        return options.client.get<GetAllPollDataResponses, unknown, ThrowOnError>({ url: '/api/tasks/queue/polldata/all', ...options });
    }
    
    /**
     * Get the details about each queue
     */
    public static all<ThrowOnError extends boolean = true>(options: Options<AllOptions, ThrowOnError>): RequestResult<AllResponses, unknown, ThrowOnError> {
        return options.client.get<AllResponses, unknown, ThrowOnError>({ url: '/api/tasks/queue/all', ...options });
    }
    
    /**
     * Get the details about each queue
     */
    public static allVerbose<ThrowOnError extends boolean = true>(options: Options<AllVerboseOptions, ThrowOnError>): RequestResult<AllVerboseResponses, unknown, ThrowOnError> {
        return options.client.get<AllVerboseResponses, unknown, ThrowOnError>({ url: '/api/tasks/queue/all/verbose', ...options });
    }
    
    /**
     * Poll for a task of a certain type
     */
    public static poll<ThrowOnError extends boolean = true>(options: Options<PollOptions, ThrowOnError>): RequestResult<PollResponses, unknown, ThrowOnError> {
        return options.client.get<PollResponses, unknown, ThrowOnError>({ url: '/api/tasks/poll/{tasktype}', ...options });
    }
    
    /**
     * Batch poll for a task of a certain type
     */
    public static batchPoll<ThrowOnError extends boolean = true>(options: Options<BatchPollOptions, ThrowOnError>): RequestResult<BatchPollResponses, unknown, ThrowOnError> {
        return options.client.get<BatchPollResponses, unknown, ThrowOnError>({ url: '/api/tasks/poll/batch/{tasktype}', ...options });
    }
    
    /**
     * Get the external uri where the task payload is to be stored
     */
    public static getExternalStorageLocation2<ThrowOnError extends boolean = true>(options: Options<GetExternalStorageLocation2Options, ThrowOnError>): RequestResult<GetExternalStorageLocation2Responses, unknown, ThrowOnError> {
        return options.client.get<GetExternalStorageLocation2Responses, unknown, ThrowOnError>({ url: '/api/tasks/external-storage-location', ...options });
    }
    
    /**
     * Get the external uri where the task payload is to be stored
     */
    public static getExternalStorageLocation3<ThrowOnError extends boolean = true>(options: Options<GetExternalStorageLocation3Options, ThrowOnError>): RequestResult<GetExternalStorageLocation3Responses, unknown, ThrowOnError> {
        return options.client.get<GetExternalStorageLocation3Responses, unknown, ThrowOnError>({ url: '/api/tasks/externalstoragelocation', ...options });
    }
}

export class QueueAdminResourceService {
    /**
     * Publish a message in queue to mark a wait task as completed.
     */
    public static update1<ThrowOnError extends boolean = true>(options: Options<Update1Options, ThrowOnError>): RequestResult<Update1Responses, unknown, ThrowOnError> {
        return options.client.post<Update1Responses, unknown, ThrowOnError>({
            url: '/api/queue/update/{workflowId}/{taskRefName}/{status}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Publish a message in queue to mark a wait task (by taskId) as completed.
     */
    public static updateByTaskId<ThrowOnError extends boolean = true>(options: Options<UpdateByTaskIdOptions, ThrowOnError>): RequestResult<UpdateByTaskIdResponses, unknown, ThrowOnError> {
        return options.client.post<UpdateByTaskIdResponses, unknown, ThrowOnError>({
            url: '/api/queue/update/{workflowId}/task/{taskId}/{status}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Get the queue length
     */
    public static size1<ThrowOnError extends boolean = true>(options: Options<Size1Options, ThrowOnError>): RequestResult<Size1Responses, unknown, ThrowOnError> {
        return options.client.get<Size1Responses, unknown, ThrowOnError>({ url: '/api/queue/size', ...options });
    }
    
    /**
     * Get Queue Names
     */
    public static names<ThrowOnError extends boolean = true>(options: Options<NamesOptions, ThrowOnError>): RequestResult<NamesResponses, unknown, ThrowOnError> {
        return options.client.get<NamesResponses, unknown, ThrowOnError>({ url: '/api/queue/', ...options });
    }
}

export class AdminResourceService {
    /**
     * Queue up all the running workflows for sweep
     */
    public static requeueSweep<ThrowOnError extends boolean = true>(options: Options<RequeueSweepOptions, ThrowOnError>): RequestResult<RequeueSweepResponses, unknown, ThrowOnError> {
        return options.client.post<RequeueSweepResponses, unknown, ThrowOnError>({ url: '/api/admin/sweep/requeue/{workflowId}', ...options });
    }
    
    /**
     * Verify and repair workflow consistency
     */
    public static verifyAndRepairWorkflowConsistency<ThrowOnError extends boolean = true>(options: Options<VerifyAndRepairWorkflowConsistencyOptions, ThrowOnError>): RequestResult<VerifyAndRepairWorkflowConsistencyResponses, unknown, ThrowOnError> {
        return options.client.post<VerifyAndRepairWorkflowConsistencyResponses, unknown, ThrowOnError>({ url: '/api/admin/consistency/verifyAndRepair/{workflowId}', ...options });
    }
    
    /**
     * Get the list of pending tasks for a given task type
     */
    public static view<ThrowOnError extends boolean = true>(options: Options<ViewOptions, ThrowOnError>): RequestResult<ViewResponses, unknown, ThrowOnError> {
        return options.client.get<ViewResponses, unknown, ThrowOnError>({ url: '/api/admin/task/{tasktype}', ...options });
    }
    
    /**
     * Get registered queues
     */
    public static getEventQueues<ThrowOnError extends boolean = true>(options: Options<GetEventQueuesOptions, ThrowOnError>): RequestResult<GetEventQueuesResponses, unknown, ThrowOnError> {
        return options.client.get<GetEventQueuesResponses, unknown, ThrowOnError>({ url: '/api/admin/queues', ...options });
    }
    
    /**
     * Get all the configuration parameters
     */
    public static getAllConfig<ThrowOnError extends boolean = true>(options: Options<GetAllConfigOptions, ThrowOnError>): RequestResult<GetAllConfigResponses, unknown, ThrowOnError> {
        return options.client.get<GetAllConfigResponses, unknown, ThrowOnError>({ url: '/api/admin/config', ...options });
    }
}

export class A2ACallbackResourceService {
    public static onPushNotification<ThrowOnError extends boolean = true>(options: Options<OnPushNotificationOptions, ThrowOnError>): RequestResult<OnPushNotificationResponses, unknown, ThrowOnError> {
        return options.client.post<OnPushNotificationResponses, unknown, ThrowOnError>({
            url: '/api/a2a/callback/{taskId}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    public static getAgentCard<ThrowOnError extends boolean = true>(options: Options<GetAgentCardOptions, ThrowOnError>): RequestResult<GetAgentCardResponses, unknown, ThrowOnError> {
        return options.client.post<GetAgentCardResponses, unknown, ThrowOnError>({
            url: '/api/a2a/agent-card',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class ProviderControllerService {
    public static status<ThrowOnError extends boolean = true>(options: Options<StatusOptions, ThrowOnError>): RequestResult<StatusResponses, unknown, ThrowOnError> {
        return options.client.get<StatusResponses, unknown, ThrowOnError>({ url: '/api/providers/status', ...options });
    }
}

export class HealthCheckResourceService {
    public static doCheck<ThrowOnError extends boolean = true>(options: Options<DoCheckOptions, ThrowOnError>): RequestResult<DoCheckResponses, unknown, ThrowOnError> {
        return options.client.get<DoCheckResponses, unknown, ThrowOnError>({ url: '/health', ...options });
    }
    
    public static doCheck1<ThrowOnError extends boolean = true>(options: Options<DoCheck1Options, ThrowOnError>): RequestResult<DoCheck1Responses, unknown, ThrowOnError> {
        return options.client.get<DoCheck1Responses, unknown, ThrowOnError>({ url: '/api/health', ...options });
    }
}

export class EnvironmentResourceService {
    /**
     * List all environment variables
     */
    public static getAll1<ThrowOnError extends boolean = true>(options: Options<GetAll1Options, ThrowOnError>): RequestResult<GetAll1Responses, unknown, ThrowOnError> {
        return options.client.get<GetAll1Responses, unknown, ThrowOnError>({ url: '/api/environment', ...options });
    }
    
    /**
     * Get the value of an environment variable
     */
    public static get1<ThrowOnError extends boolean = true>(options: Options<Get1Options, ThrowOnError>): RequestResult<Get1Responses, unknown, ThrowOnError> {
        return options.client.get<Get1Responses, unknown, ThrowOnError>({ url: '/api/environment/{key}', ...options });
    }
}
