// Generated. Do not edit.

export type ClientOptions = {
    baseUrl: `${string}://${string}` | (string & {});
};

export type SkipTaskRequest = {
    taskInput?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    taskOutput?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type BulkResponseString = {
    bulkErrorResults?: {
        [key: string]: string;
    };
    bulkSuccessfulResults?: Array<string>;
};

export type BulkResponse = {
    bulkErrorResults?: {
        [key: string]: string;
    };
    bulkSuccessfulResults?: Array<{
        [key: string]: unknown;
    }>;
};

export type CacheConfig = {
    key?: string;
    ttlInSecond?: number;
};

export type RateLimitConfig = {
    rateLimitKey?: string;
    concurrentExecLimit?: number;
    policy?: 'QUEUE' | 'REJECT';
};

export type SchemaDef = {
    ownerApp?: string;
    createTime?: number;
    updateTime?: number;
    createdBy?: string;
    updatedBy?: string;
    name: string;
    version: number;
    type: 'JSON' | 'AVRO' | 'PROTOBUF';
    data?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    externalRef?: string;
};

export type StateChangeEvent = {
    type: string;
    payload?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type SubWorkflowParams = {
    name?: string;
    version?: number;
    taskToDomain?: {
        [key: string]: string;
    };
    idempotencyKey?: string;
    idempotencyStrategy?: 'FAIL' | 'RETURN_EXISTING' | 'FAIL_ON_RUNNING';
    priority?: {
        [key: string]: unknown;
    };
    workflowDefinition?: {
        [key: string]: unknown;
    };
};

export type TaskDef = {
    ownerApp?: string;
    createTime?: number;
    updateTime?: number;
    createdBy?: string;
    updatedBy?: string;
    name?: string;
    description?: string;
    retryCount?: number;
    timeoutSeconds: number;
    inputKeys?: Array<string>;
    outputKeys?: Array<string>;
    runtimeMetadata?: Array<string>;
    timeoutPolicy?: 'RETRY' | 'TIME_OUT_WF' | 'ALERT_ONLY';
    retryLogic?: 'FIXED' | 'EXPONENTIAL_BACKOFF' | 'LINEAR_BACKOFF';
    retryDelaySeconds?: number;
    responseTimeoutSeconds?: number;
    concurrentExecLimit?: number;
    inputTemplate?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    rateLimitPerFrequency?: number;
    rateLimitFrequencyInSeconds?: number;
    isolationGroupId?: string;
    executionNameSpace?: string;
    ownerEmail?: string;
    pollTimeoutSeconds?: number;
    backoffScaleFactor?: number;
    maxRetryDelaySeconds?: number;
    backoffJitterMs?: number;
    baseType?: string;
    totalTimeoutSeconds?: number;
    taskStatusListenerEnabled?: boolean;
    inputSchema?: SchemaDef;
    outputSchema?: SchemaDef;
    enforceSchema?: boolean;
};

export type WorkflowDef = {
    ownerApp?: string;
    createTime?: number;
    updateTime?: number;
    createdBy?: string;
    updatedBy?: string;
    name?: string;
    description?: string;
    version?: number;
    tasks: Array<WorkflowTask>;
    inputParameters?: Array<string>;
    outputParameters?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    failureWorkflow?: string;
    schemaVersion?: number;
    restartable?: boolean;
    workflowStatusListenerEnabled?: boolean;
    ownerEmail?: string;
    timeoutPolicy?: 'TIME_OUT_WF' | 'ALERT_ONLY';
    timeoutSeconds: number;
    variables?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    inputTemplate?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    failureWorkflowVersion?: number;
    workflowStatusListenerSink?: string;
    rateLimitConfig?: RateLimitConfig;
    inputSchema?: SchemaDef;
    outputSchema?: SchemaDef;
    enforceSchema?: boolean;
    metadata?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    cacheConfig?: CacheConfig;
    maskedFields?: Array<string>;
};

export type WorkflowTask = {
    name?: string;
    taskReferenceName?: string;
    description?: string;
    inputParameters?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    type?: string;
    dynamicTaskNameParam?: string;
    /**
     * @deprecated
     */
    caseValueParam?: string;
    /**
     * @deprecated
     */
    caseExpression?: string;
    scriptExpression?: string;
    decisionCases?: {
        [key: string]: Array<WorkflowTask>;
    };
    /**
     * @deprecated
     */
    dynamicForkJoinTasksParam?: string;
    dynamicForkTasksParam?: string;
    dynamicForkTasksInputParamName?: string;
    defaultCase?: Array<WorkflowTask>;
    forkTasks?: Array<Array<WorkflowTask>>;
    startDelay?: number;
    subWorkflowParam?: SubWorkflowParams;
    joinOn?: Array<string>;
    sink?: string;
    optional?: boolean;
    taskDefinition?: TaskDef;
    rateLimited?: boolean;
    defaultExclusiveJoinTask?: Array<string>;
    asyncComplete?: boolean;
    loopCondition?: string;
    loopOver?: Array<WorkflowTask>;
    items?: string;
    retryCount?: number;
    evaluatorType?: string;
    expression?: string;
    onStateChange?: {
        [key: string]: Array<StateChangeEvent>;
    };
    joinStatus?: string;
    cacheConfig?: CacheConfig;
    permissive?: boolean;
    joinMode?: 'SYNC' | 'ASYNC';
    metadata?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    workflowTaskType?: 'SIMPLE' | 'DYNAMIC' | 'FORK_JOIN' | 'FORK_JOIN_DYNAMIC' | 'DECISION' | 'SWITCH' | 'JOIN' | 'DO_WHILE' | 'SUB_WORKFLOW' | 'START_WORKFLOW' | 'EVENT' | 'WAIT' | 'HUMAN' | 'USER_DEFINED' | 'HTTP' | 'LAMBDA' | 'INLINE' | 'EXCLUSIVE_JOIN' | 'TERMINATE' | 'KAFKA_PUBLISH' | 'JSON_JQ_TRANSFORM' | 'SET_VARIABLE' | 'NOOP' | 'LLM_TEXT_COMPLETE' | 'LLM_CHAT_COMPLETE' | 'LLM_INDEX_TEXT' | 'LLM_SEARCH_INDEX' | 'LLM_GENERATE_EMBEDDINGS' | 'LLM_STORE_EMBEDDINGS' | 'LLM_GET_EMBEDDINGS' | 'LIST_MCP_TOOLS' | 'CALL_MCP_TOOL' | 'PULL_WORKFLOW_MESSAGES' | 'AGENT' | 'GET_AGENT_CARD' | 'CANCEL_AGENT';
};

export type Action = {
    action?: 'start_workflow' | 'complete_task' | 'fail_task' | 'terminate_workflow' | 'update_workflow_variables' | 'start_agent';
    start_workflow?: StartWorkflow;
    complete_task?: TaskDetails;
    fail_task?: TaskDetails;
    expandInlineJSON?: boolean;
    terminate_workflow?: TerminateWorkflow;
    update_workflow_variables?: UpdateWorkflowVariables;
    start_agent?: StartAgent;
};

export type EventHandler = {
    name?: string;
    event?: string;
    condition?: string;
    actions: Array<Action>;
    active?: boolean;
    evaluatorType?: string;
};

export type StartAgent = {
    name?: string;
    version?: number;
    prompt?: string;
    sessionId?: string;
    media?: Array<string>;
    context?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    idempotencyKey?: string;
};

export type StartWorkflow = {
    name?: string;
    version?: number;
    correlationId?: string;
    input?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    taskToDomain?: {
        [key: string]: string;
    };
};

export type TaskDetails = {
    workflowId?: string;
    taskRefName?: string;
    output?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    taskId?: string;
    reasonForIncompletion?: string;
};

export type TerminateWorkflow = {
    workflowId?: string;
    terminationReason?: string;
};

export type UpdateWorkflowVariables = {
    workflowId?: string;
    variables?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    appendArray?: boolean;
};

export type StartWorkflowRequest = {
    name: string;
    version?: number;
    correlationId?: string;
    input?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    taskToDomain?: {
        [key: string]: string;
    };
    workflowDef?: WorkflowDef;
    externalInputPayloadStoragePath?: string;
    priority?: number;
    createdBy?: string;
    idempotencyKey?: string;
    idempotencyStrategy?: 'FAIL' | 'RETURN_EXISTING' | 'FAIL_ON_RUNNING';
};

export type RerunWorkflowRequest = {
    reRunFromWorkflowId?: string;
    workflowInput?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    reRunFromTaskId?: string;
    taskInput?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    correlationId?: string;
};

export type AggregateTokenUsage = {
    promptTokens?: number;
    completionTokens?: number;
    totalTokens?: number;
};

export type ExecutionMetadata = {
    serverSendTime?: number;
    clientReceiveTime?: number;
    executionStartTime?: number;
    executionEndTime?: number;
    clientSendTime?: number;
    pollNetworkLatency?: number;
    updateNetworkLatency?: number;
    additionalContext?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    empty?: boolean;
    additionalContextMap?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    executionDuration?: number;
};

export type Task = {
    taskType?: string;
    status?: 'IN_PROGRESS' | 'CANCELED' | 'FAILED' | 'FAILED_WITH_TERMINAL_ERROR' | 'COMPLETED' | 'COMPLETED_WITH_ERRORS' | 'SCHEDULED' | 'TIMED_OUT' | 'SKIPPED';
    inputData?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    referenceTaskName?: string;
    retryCount?: number;
    seq?: number;
    correlationId?: string;
    pollCount?: number;
    taskDefName?: string;
    scheduledTime?: number;
    startTime?: number;
    endTime?: number;
    updateTime?: number;
    startDelayInSeconds?: number;
    retriedTaskId?: string;
    retried?: boolean;
    executed?: boolean;
    callbackFromWorker?: boolean;
    responseTimeoutSeconds?: number;
    workflowInstanceId?: string;
    workflowType?: string;
    taskId?: string;
    reasonForIncompletion?: string;
    callbackAfterSeconds?: number;
    workerId?: string;
    outputData?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    workflowTask?: WorkflowTask;
    domain?: string;
    rateLimitPerFrequency?: number;
    rateLimitFrequencyInSeconds?: number;
    externalInputPayloadStoragePath?: string;
    externalOutputPayloadStoragePath?: string;
    workflowPriority?: number;
    executionNameSpace?: string;
    isolationGroupId?: string;
    iteration?: number;
    subWorkflowId?: string;
    subworkflowChanged?: boolean;
    firstStartTime?: number;
    executionMetadata?: ExecutionMetadata;
    parentTaskId?: string;
    runtimeMetadata?: {
        [key: string]: string;
    };
    taskDefinition?: TaskDef;
    loopOverTask?: boolean;
    queueWaitTime?: number;
};

export type Workflow = {
    ownerApp?: string;
    createTime?: number;
    updateTime?: number;
    createdBy?: string;
    updatedBy?: string;
    status?: 'RUNNING' | 'COMPLETED' | 'FAILED' | 'TIMED_OUT' | 'TERMINATED' | 'PAUSED';
    endTime?: number;
    workflowId?: string;
    parentWorkflowId?: string;
    parentWorkflowTaskId?: string;
    tasks?: Array<Task>;
    input?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    output?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    correlationId?: string;
    reRunFromWorkflowId?: string;
    reasonForIncompletion?: string;
    event?: string;
    taskToDomain?: {
        [key: string]: string;
    };
    failedReferenceTaskNames?: Array<string>;
    workflowDefinition?: WorkflowDef;
    externalInputPayloadStoragePath?: string;
    externalOutputPayloadStoragePath?: string;
    priority?: number;
    variables?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    lastRetriedTime?: number;
    failedTaskNames?: Array<string>;
    history?: Array<Workflow>;
    idempotencyKey?: string;
    rateLimitKey?: string;
    rateLimited?: boolean;
    aggregateTokenUsage?: AggregateTokenUsage;
    startTime?: number;
    workflowName?: string;
    workflowVersion?: number;
};

export type TaskMock = {
    status?: 'IN_PROGRESS' | 'FAILED' | 'FAILED_WITH_TERMINAL_ERROR' | 'COMPLETED' | 'CANCELED';
    output?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    executionTime?: number;
    queueWaitTime?: number;
};

export type WorkflowTestRequest = {
    name: string;
    version?: number;
    correlationId?: string;
    input?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    taskToDomain?: {
        [key: string]: string;
    };
    workflowDef?: WorkflowDef;
    externalInputPayloadStoragePath?: string;
    priority?: number;
    createdBy?: string;
    idempotencyKey?: string;
    idempotencyStrategy?: 'FAIL' | 'RETURN_EXISTING' | 'FAIL_ON_RUNNING';
    taskRefToMockOutput?: {
        [key: string]: Array<TaskMock>;
    };
    subWorkflowTestRequest?: {
        [key: string]: WorkflowTestRequest;
    };
};

export type SignalResponse = {
    responseType?: 'TARGET_WORKFLOW' | 'BLOCKING_WORKFLOW' | 'BLOCKING_TASK' | 'BLOCKING_TASK_INPUT';
    targetWorkflowId?: string;
    targetWorkflowStatus?: string;
    requestId?: string;
    workflowId?: string;
    correlationId?: string;
    input?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    output?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    signalTimeout?: boolean;
};

export type Any = {
    unknownFields?: UnknownFieldSet;
    value?: ByteString;
    parserForType?: ParserAny;
    serializedSize?: number;
    defaultInstanceForType?: Any;
    initialized?: boolean;
    typeUrl?: string;
    typeUrlBytes?: ByteString;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type BulkResponseWorkflowModel = {
    bulkErrorResults?: {
        [key: string]: string;
    };
    bulkSuccessfulResults?: Array<WorkflowModel>;
};

export type ByteString = {
    empty?: boolean;
    validUtf8?: boolean;
};

export type Declaration = {
    unknownFields?: UnknownFieldSet;
    type?: string;
    number?: number;
    fullName?: string;
    parserForType?: ParserDeclaration;
    serializedSize?: number;
    defaultInstanceForType?: Declaration;
    typeBytes?: ByteString;
    fullNameBytes?: ByteString;
    reserved?: boolean;
    initialized?: boolean;
    repeated?: boolean;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type DeclarationOrBuilder = {
    type?: string;
    number?: number;
    fullName?: string;
    typeBytes?: ByteString;
    fullNameBytes?: ByteString;
    reserved?: boolean;
    repeated?: boolean;
    unknownFields?: UnknownFieldSet;
    defaultInstanceForType?: Message;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type Descriptor = {
    index?: number;
    proto?: DescriptorProto;
    options?: MessageOptions;
    fullName?: string;
    file?: FileDescriptor;
    containingType?: Descriptor;
    nestedTypes?: Array<Descriptor>;
    enumTypes?: Array<EnumDescriptor>;
    fields?: Array<FieldDescriptor>;
    extensions?: Array<FieldDescriptor>;
    oneofs?: Array<OneofDescriptor>;
    name?: string;
    realOneofs?: Array<OneofDescriptor>;
    extendable?: boolean;
};

export type DescriptorProto = {
    unknownFields?: UnknownFieldSet;
    name?: string;
    visibility?: 'VISIBILITY_UNSET' | 'VISIBILITY_LOCAL' | 'VISIBILITY_EXPORT';
    parserForType?: ParserDescriptorProto;
    serializedSize?: number;
    defaultInstanceForType?: DescriptorProto;
    extensionCount?: number;
    fieldList?: Array<FieldDescriptorProto>;
    extensionList?: Array<FieldDescriptorProto>;
    nestedTypeList?: Array<DescriptorProto>;
    enumTypeList?: Array<EnumDescriptorProto>;
    oneofDeclList?: Array<OneofDescriptorProto>;
    reservedRangeCount?: number;
    reservedNameCount?: number;
    fieldOrBuilderList?: Array<FieldDescriptorProtoOrBuilder>;
    extensionOrBuilderList?: Array<FieldDescriptorProtoOrBuilder>;
    nestedTypeOrBuilderList?: Array<DescriptorProtoOrBuilder>;
    enumTypeOrBuilderList?: Array<EnumDescriptorProtoOrBuilder>;
    oneofDeclOrBuilderList?: Array<OneofDescriptorProtoOrBuilder>;
    optionsOrBuilder?: MessageOptionsOrBuilder;
    reservedRangeOrBuilderList?: Array<ReservedRangeOrBuilder>;
    initialized?: boolean;
    options?: MessageOptions;
    fieldCount?: number;
    extensionRangeOrBuilderList?: Array<ExtensionRangeOrBuilder>;
    nameBytes?: ByteString;
    reservedRangeList?: Array<ReservedRange>;
    reservedNameList?: Array<string>;
    extensionRangeList?: Array<ExtensionRange>;
    oneofDeclCount?: number;
    nestedTypeCount?: number;
    enumTypeCount?: number;
    extensionRangeCount?: number;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type DescriptorProtoOrBuilder = {
    name?: string;
    visibility?: 'VISIBILITY_UNSET' | 'VISIBILITY_LOCAL' | 'VISIBILITY_EXPORT';
    extensionCount?: number;
    fieldList?: Array<FieldDescriptorProto>;
    extensionList?: Array<FieldDescriptorProto>;
    nestedTypeList?: Array<DescriptorProto>;
    enumTypeList?: Array<EnumDescriptorProto>;
    oneofDeclList?: Array<OneofDescriptorProto>;
    reservedRangeCount?: number;
    reservedNameCount?: number;
    fieldOrBuilderList?: Array<FieldDescriptorProtoOrBuilder>;
    extensionOrBuilderList?: Array<FieldDescriptorProtoOrBuilder>;
    enumTypeOrBuilderList?: Array<EnumDescriptorProtoOrBuilder>;
    oneofDeclOrBuilderList?: Array<OneofDescriptorProtoOrBuilder>;
    optionsOrBuilder?: MessageOptionsOrBuilder;
    reservedRangeOrBuilderList?: Array<ReservedRangeOrBuilder>;
    options?: MessageOptions;
    fieldCount?: number;
    extensionRangeOrBuilderList?: Array<ExtensionRangeOrBuilder>;
    nameBytes?: ByteString;
    reservedRangeList?: Array<ReservedRange>;
    reservedNameList?: Array<string>;
    extensionRangeList?: Array<ExtensionRange>;
    oneofDeclCount?: number;
    nestedTypeCount?: number;
    enumTypeCount?: number;
    extensionRangeCount?: number;
    unknownFields?: UnknownFieldSet;
    defaultInstanceForType?: Message;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type EditionDefault = {
    unknownFields?: UnknownFieldSet;
    value?: string;
    parserForType?: ParserEditionDefault;
    serializedSize?: number;
    defaultInstanceForType?: EditionDefault;
    valueBytes?: ByteString;
    initialized?: boolean;
    edition?: 'EDITION_UNKNOWN' | 'EDITION_LEGACY' | 'EDITION_PROTO2' | 'EDITION_PROTO3' | 'EDITION_2023' | 'EDITION_2024' | 'EDITION_1_TEST_ONLY' | 'EDITION_2_TEST_ONLY' | 'EDITION_99997_TEST_ONLY' | 'EDITION_99998_TEST_ONLY' | 'EDITION_99999_TEST_ONLY' | 'EDITION_MAX';
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type EditionDefaultOrBuilder = {
    value?: string;
    valueBytes?: ByteString;
    edition?: 'EDITION_UNKNOWN' | 'EDITION_LEGACY' | 'EDITION_PROTO2' | 'EDITION_PROTO3' | 'EDITION_2023' | 'EDITION_2024' | 'EDITION_1_TEST_ONLY' | 'EDITION_2_TEST_ONLY' | 'EDITION_99997_TEST_ONLY' | 'EDITION_99998_TEST_ONLY' | 'EDITION_99999_TEST_ONLY' | 'EDITION_MAX';
    unknownFields?: UnknownFieldSet;
    defaultInstanceForType?: Message;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type EnumDescriptor = {
    index?: number;
    proto?: EnumDescriptorProto;
    options?: EnumOptions;
    fullName?: string;
    file?: FileDescriptor;
    containingType?: Descriptor;
    values?: Array<EnumValueDescriptor>;
    name?: string;
    closed?: boolean;
};

export type EnumDescriptorProto = {
    unknownFields?: UnknownFieldSet;
    name?: string;
    visibility?: 'VISIBILITY_UNSET' | 'VISIBILITY_LOCAL' | 'VISIBILITY_EXPORT';
    parserForType?: ParserEnumDescriptorProto;
    serializedSize?: number;
    defaultInstanceForType?: EnumDescriptorProto;
    reservedRangeCount?: number;
    reservedNameCount?: number;
    optionsOrBuilder?: EnumOptionsOrBuilder;
    reservedRangeOrBuilderList?: Array<EnumReservedRangeOrBuilder>;
    valueCount?: number;
    valueOrBuilderList?: Array<EnumValueDescriptorProtoOrBuilder>;
    valueList?: Array<EnumValueDescriptorProto>;
    initialized?: boolean;
    options?: EnumOptions;
    nameBytes?: ByteString;
    reservedRangeList?: Array<EnumReservedRange>;
    reservedNameList?: Array<string>;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type EnumDescriptorProtoOrBuilder = {
    name?: string;
    visibility?: 'VISIBILITY_UNSET' | 'VISIBILITY_LOCAL' | 'VISIBILITY_EXPORT';
    reservedRangeCount?: number;
    reservedNameCount?: number;
    optionsOrBuilder?: EnumOptionsOrBuilder;
    reservedRangeOrBuilderList?: Array<EnumReservedRangeOrBuilder>;
    valueCount?: number;
    valueOrBuilderList?: Array<EnumValueDescriptorProtoOrBuilder>;
    valueList?: Array<EnumValueDescriptorProto>;
    options?: EnumOptions;
    nameBytes?: ByteString;
    reservedRangeList?: Array<EnumReservedRange>;
    reservedNameList?: Array<string>;
    unknownFields?: UnknownFieldSet;
    defaultInstanceForType?: Message;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type EnumOptions = {
    unknownFields?: UnknownFieldSet;
    features?: FeatureSet;
    parserForType?: ParserEnumOptions;
    serializedSize?: number;
    defaultInstanceForType?: EnumOptions;
    uninterpretedOptionCount?: number;
    /**
     * @deprecated
     */
    deprecatedLegacyJsonFieldConflicts?: boolean;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    allowAlias?: boolean;
    initialized?: boolean;
    deprecated?: boolean;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    allFieldsRaw?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    memoizedSerializedSize?: number;
};

export type EnumOptionsOrBuilder = {
    features?: FeatureSet;
    uninterpretedOptionCount?: number;
    /**
     * @deprecated
     */
    deprecatedLegacyJsonFieldConflicts?: boolean;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    allowAlias?: boolean;
    deprecated?: boolean;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    defaultInstanceForType?: Message;
    unknownFields?: UnknownFieldSet;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type EnumReservedRange = {
    unknownFields?: UnknownFieldSet;
    end?: number;
    parserForType?: ParserEnumReservedRange;
    serializedSize?: number;
    defaultInstanceForType?: EnumReservedRange;
    initialized?: boolean;
    start?: number;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type EnumReservedRangeOrBuilder = {
    end?: number;
    start?: number;
    unknownFields?: UnknownFieldSet;
    defaultInstanceForType?: Message;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type EnumValueDescriptor = {
    index?: number;
    proto?: EnumValueDescriptorProto;
    options?: EnumValueOptions;
    fullName?: string;
    type?: EnumDescriptor;
    name?: string;
    file?: FileDescriptor;
    number?: number;
};

export type EnumValueDescriptorProto = {
    unknownFields?: UnknownFieldSet;
    name?: string;
    number?: number;
    parserForType?: ParserEnumValueDescriptorProto;
    serializedSize?: number;
    defaultInstanceForType?: EnumValueDescriptorProto;
    optionsOrBuilder?: EnumValueOptionsOrBuilder;
    initialized?: boolean;
    options?: EnumValueOptions;
    nameBytes?: ByteString;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type EnumValueDescriptorProtoOrBuilder = {
    name?: string;
    number?: number;
    optionsOrBuilder?: EnumValueOptionsOrBuilder;
    options?: EnumValueOptions;
    nameBytes?: ByteString;
    unknownFields?: UnknownFieldSet;
    defaultInstanceForType?: Message;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type EnumValueOptions = {
    unknownFields?: UnknownFieldSet;
    features?: FeatureSet;
    parserForType?: ParserEnumValueOptions;
    serializedSize?: number;
    defaultInstanceForType?: EnumValueOptions;
    uninterpretedOptionCount?: number;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    featureSupportOrBuilder?: FeatureSupportOrBuilder;
    featureSupport?: FeatureSupport;
    initialized?: boolean;
    deprecated?: boolean;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    debugRedact?: boolean;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    allFieldsRaw?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    memoizedSerializedSize?: number;
};

export type EnumValueOptionsOrBuilder = {
    features?: FeatureSet;
    uninterpretedOptionCount?: number;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    featureSupportOrBuilder?: FeatureSupportOrBuilder;
    featureSupport?: FeatureSupport;
    deprecated?: boolean;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    debugRedact?: boolean;
    defaultInstanceForType?: Message;
    unknownFields?: UnknownFieldSet;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type ExtensionRange = {
    unknownFields?: UnknownFieldSet;
    end?: number;
    parserForType?: ParserExtensionRange;
    serializedSize?: number;
    defaultInstanceForType?: ExtensionRange;
    optionsOrBuilder?: ExtensionRangeOptionsOrBuilder;
    initialized?: boolean;
    options?: ExtensionRangeOptions;
    start?: number;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type ExtensionRangeOptions = {
    unknownFields?: UnknownFieldSet;
    features?: FeatureSet;
    parserForType?: ParserExtensionRangeOptions;
    serializedSize?: number;
    defaultInstanceForType?: ExtensionRangeOptions;
    uninterpretedOptionCount?: number;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    verification?: 'DECLARATION' | 'UNVERIFIED';
    declarationList?: Array<Declaration>;
    declarationCount?: number;
    initialized?: boolean;
    declarationOrBuilderList?: Array<DeclarationOrBuilder>;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    allFieldsRaw?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    memoizedSerializedSize?: number;
};

export type ExtensionRangeOptionsOrBuilder = {
    features?: FeatureSet;
    uninterpretedOptionCount?: number;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    verification?: 'DECLARATION' | 'UNVERIFIED';
    declarationList?: Array<Declaration>;
    declarationCount?: number;
    declarationOrBuilderList?: Array<DeclarationOrBuilder>;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    defaultInstanceForType?: Message;
    unknownFields?: UnknownFieldSet;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type ExtensionRangeOrBuilder = {
    end?: number;
    optionsOrBuilder?: ExtensionRangeOptionsOrBuilder;
    options?: ExtensionRangeOptions;
    start?: number;
    unknownFields?: UnknownFieldSet;
    defaultInstanceForType?: Message;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type FeatureSet = {
    unknownFields?: UnknownFieldSet;
    parserForType?: ParserFeatureSet;
    serializedSize?: number;
    defaultInstanceForType?: FeatureSet;
    jsonFormat?: 'JSON_FORMAT_UNKNOWN' | 'ALLOW' | 'LEGACY_BEST_EFFORT';
    enforceNamingStyle?: 'ENFORCE_NAMING_STYLE_UNKNOWN' | 'STYLE2024' | 'STYLE_LEGACY';
    defaultSymbolVisibility?: 'DEFAULT_SYMBOL_VISIBILITY_UNKNOWN' | 'EXPORT_ALL' | 'EXPORT_TOP_LEVEL' | 'LOCAL_ALL' | 'STRICT';
    initialized?: boolean;
    enumType?: 'ENUM_TYPE_UNKNOWN' | 'OPEN' | 'CLOSED';
    messageEncoding?: 'MESSAGE_ENCODING_UNKNOWN' | 'LENGTH_PREFIXED' | 'DELIMITED';
    utf8Validation?: 'UTF8_VALIDATION_UNKNOWN' | 'VERIFY' | 'NONE';
    fieldPresence?: 'FIELD_PRESENCE_UNKNOWN' | 'EXPLICIT' | 'IMPLICIT' | 'LEGACY_REQUIRED';
    repeatedFieldEncoding?: 'REPEATED_FIELD_ENCODING_UNKNOWN' | 'PACKED' | 'EXPANDED';
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    allFieldsRaw?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type FeatureSetOrBuilder = {
    jsonFormat?: 'JSON_FORMAT_UNKNOWN' | 'ALLOW' | 'LEGACY_BEST_EFFORT';
    enforceNamingStyle?: 'ENFORCE_NAMING_STYLE_UNKNOWN' | 'STYLE2024' | 'STYLE_LEGACY';
    defaultSymbolVisibility?: 'DEFAULT_SYMBOL_VISIBILITY_UNKNOWN' | 'EXPORT_ALL' | 'EXPORT_TOP_LEVEL' | 'LOCAL_ALL' | 'STRICT';
    enumType?: 'ENUM_TYPE_UNKNOWN' | 'OPEN' | 'CLOSED';
    messageEncoding?: 'MESSAGE_ENCODING_UNKNOWN' | 'LENGTH_PREFIXED' | 'DELIMITED';
    utf8Validation?: 'UTF8_VALIDATION_UNKNOWN' | 'VERIFY' | 'NONE';
    fieldPresence?: 'FIELD_PRESENCE_UNKNOWN' | 'EXPLICIT' | 'IMPLICIT' | 'LEGACY_REQUIRED';
    repeatedFieldEncoding?: 'REPEATED_FIELD_ENCODING_UNKNOWN' | 'PACKED' | 'EXPANDED';
    defaultInstanceForType?: Message;
    unknownFields?: UnknownFieldSet;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type FeatureSupport = {
    unknownFields?: UnknownFieldSet;
    parserForType?: ParserFeatureSupport;
    serializedSize?: number;
    defaultInstanceForType?: FeatureSupport;
    editionIntroduced?: 'EDITION_UNKNOWN' | 'EDITION_LEGACY' | 'EDITION_PROTO2' | 'EDITION_PROTO3' | 'EDITION_2023' | 'EDITION_2024' | 'EDITION_1_TEST_ONLY' | 'EDITION_2_TEST_ONLY' | 'EDITION_99997_TEST_ONLY' | 'EDITION_99998_TEST_ONLY' | 'EDITION_99999_TEST_ONLY' | 'EDITION_MAX';
    editionDeprecated?: 'EDITION_UNKNOWN' | 'EDITION_LEGACY' | 'EDITION_PROTO2' | 'EDITION_PROTO3' | 'EDITION_2023' | 'EDITION_2024' | 'EDITION_1_TEST_ONLY' | 'EDITION_2_TEST_ONLY' | 'EDITION_99997_TEST_ONLY' | 'EDITION_99998_TEST_ONLY' | 'EDITION_99999_TEST_ONLY' | 'EDITION_MAX';
    deprecationWarning?: string;
    deprecationWarningBytes?: ByteString;
    editionRemoved?: 'EDITION_UNKNOWN' | 'EDITION_LEGACY' | 'EDITION_PROTO2' | 'EDITION_PROTO3' | 'EDITION_2023' | 'EDITION_2024' | 'EDITION_1_TEST_ONLY' | 'EDITION_2_TEST_ONLY' | 'EDITION_99997_TEST_ONLY' | 'EDITION_99998_TEST_ONLY' | 'EDITION_99999_TEST_ONLY' | 'EDITION_MAX';
    initialized?: boolean;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type FeatureSupportOrBuilder = {
    editionIntroduced?: 'EDITION_UNKNOWN' | 'EDITION_LEGACY' | 'EDITION_PROTO2' | 'EDITION_PROTO3' | 'EDITION_2023' | 'EDITION_2024' | 'EDITION_1_TEST_ONLY' | 'EDITION_2_TEST_ONLY' | 'EDITION_99997_TEST_ONLY' | 'EDITION_99998_TEST_ONLY' | 'EDITION_99999_TEST_ONLY' | 'EDITION_MAX';
    editionDeprecated?: 'EDITION_UNKNOWN' | 'EDITION_LEGACY' | 'EDITION_PROTO2' | 'EDITION_PROTO3' | 'EDITION_2023' | 'EDITION_2024' | 'EDITION_1_TEST_ONLY' | 'EDITION_2_TEST_ONLY' | 'EDITION_99997_TEST_ONLY' | 'EDITION_99998_TEST_ONLY' | 'EDITION_99999_TEST_ONLY' | 'EDITION_MAX';
    deprecationWarning?: string;
    deprecationWarningBytes?: ByteString;
    editionRemoved?: 'EDITION_UNKNOWN' | 'EDITION_LEGACY' | 'EDITION_PROTO2' | 'EDITION_PROTO3' | 'EDITION_2023' | 'EDITION_2024' | 'EDITION_1_TEST_ONLY' | 'EDITION_2_TEST_ONLY' | 'EDITION_99997_TEST_ONLY' | 'EDITION_99998_TEST_ONLY' | 'EDITION_99999_TEST_ONLY' | 'EDITION_MAX';
    unknownFields?: UnknownFieldSet;
    defaultInstanceForType?: Message;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type FieldDescriptor = {
    index?: number;
    proto?: FieldDescriptorProto;
    options?: FieldOptions;
    fullName?: string;
    jsonName?: string;
    file?: FileDescriptor;
    extensionScope?: Descriptor;
    type?: 'DOUBLE' | 'FLOAT' | 'INT64' | 'UINT64' | 'INT32' | 'FIXED64' | 'FIXED32' | 'BOOL' | 'STRING' | 'GROUP' | 'MESSAGE' | 'BYTES' | 'UINT32' | 'ENUM' | 'SFIXED32' | 'SFIXED64' | 'SINT32' | 'SINT64';
    containingType?: Descriptor;
    messageType?: Descriptor;
    containingOneof?: OneofDescriptor;
    enumType?: EnumDescriptor;
    defaultValue?: {
        [key: string]: unknown;
    };
    name?: string;
    number?: number;
    javaType?: 'INT' | 'LONG' | 'FLOAT' | 'DOUBLE' | 'BOOLEAN' | 'STRING' | 'BYTE_STRING' | 'ENUM' | 'MESSAGE';
    liteJavaType?: 'INT' | 'LONG' | 'FLOAT' | 'DOUBLE' | 'BOOLEAN' | 'STRING' | 'BYTE_STRING' | 'ENUM' | 'MESSAGE';
    liteType?: 'DOUBLE' | 'FLOAT' | 'INT64' | 'UINT64' | 'INT32' | 'FIXED64' | 'FIXED32' | 'BOOL' | 'STRING' | 'GROUP' | 'MESSAGE' | 'BYTES' | 'UINT32' | 'ENUM' | 'SFIXED32' | 'SFIXED64' | 'SINT32' | 'SINT64';
    packable?: boolean;
    packed?: boolean;
    repeated?: boolean;
    required?: boolean;
    /**
     * @deprecated
     */
    optional?: boolean;
    extension?: boolean;
    mapField?: boolean;
    realContainingOneof?: OneofDescriptor;
};

export type FieldDescriptorProto = {
    unknownFields?: UnknownFieldSet;
    name?: string;
    typeName?: string;
    type?: 'TYPE_DOUBLE' | 'TYPE_FLOAT' | 'TYPE_INT64' | 'TYPE_UINT64' | 'TYPE_INT32' | 'TYPE_FIXED64' | 'TYPE_FIXED32' | 'TYPE_BOOL' | 'TYPE_STRING' | 'TYPE_GROUP' | 'TYPE_MESSAGE' | 'TYPE_BYTES' | 'TYPE_UINT32' | 'TYPE_ENUM' | 'TYPE_SFIXED32' | 'TYPE_SFIXED64' | 'TYPE_SINT32' | 'TYPE_SINT64';
    defaultValue?: string;
    number?: number;
    label?: 'LABEL_OPTIONAL' | 'LABEL_REPEATED' | 'LABEL_REQUIRED';
    parserForType?: ParserFieldDescriptorProto;
    serializedSize?: number;
    defaultInstanceForType?: FieldDescriptorProto;
    optionsOrBuilder?: FieldOptionsOrBuilder;
    typeNameBytes?: ByteString;
    extendeeBytes?: ByteString;
    defaultValueBytes?: ByteString;
    jsonNameBytes?: ByteString;
    initialized?: boolean;
    options?: FieldOptions;
    nameBytes?: ByteString;
    jsonName?: string;
    proto3Optional?: boolean;
    oneofIndex?: number;
    extendee?: string;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type FieldDescriptorProtoOrBuilder = {
    name?: string;
    typeName?: string;
    type?: 'TYPE_DOUBLE' | 'TYPE_FLOAT' | 'TYPE_INT64' | 'TYPE_UINT64' | 'TYPE_INT32' | 'TYPE_FIXED64' | 'TYPE_FIXED32' | 'TYPE_BOOL' | 'TYPE_STRING' | 'TYPE_GROUP' | 'TYPE_MESSAGE' | 'TYPE_BYTES' | 'TYPE_UINT32' | 'TYPE_ENUM' | 'TYPE_SFIXED32' | 'TYPE_SFIXED64' | 'TYPE_SINT32' | 'TYPE_SINT64';
    defaultValue?: string;
    number?: number;
    label?: 'LABEL_OPTIONAL' | 'LABEL_REPEATED' | 'LABEL_REQUIRED';
    optionsOrBuilder?: FieldOptionsOrBuilder;
    typeNameBytes?: ByteString;
    extendeeBytes?: ByteString;
    defaultValueBytes?: ByteString;
    jsonNameBytes?: ByteString;
    options?: FieldOptions;
    nameBytes?: ByteString;
    jsonName?: string;
    proto3Optional?: boolean;
    oneofIndex?: number;
    extendee?: string;
    unknownFields?: UnknownFieldSet;
    defaultInstanceForType?: Message;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type FieldOptions = {
    unknownFields?: UnknownFieldSet;
    features?: FeatureSet;
    parserForType?: ParserFieldOptions;
    serializedSize?: number;
    defaultInstanceForType?: FieldOptions;
    uninterpretedOptionCount?: number;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    featureSupportOrBuilder?: FeatureSupportOrBuilder;
    featureSupport?: FeatureSupport;
    lazy?: boolean;
    unverifiedLazy?: boolean;
    weak?: boolean;
    editionDefaultsList?: Array<EditionDefault>;
    targetsCount?: number;
    editionDefaultsCount?: number;
    ctype?: 'STRING' | 'CORD' | 'STRING_PIECE';
    jstype?: 'JS_NORMAL' | 'JS_STRING' | 'JS_NUMBER';
    retention?: 'RETENTION_UNKNOWN' | 'RETENTION_RUNTIME' | 'RETENTION_SOURCE';
    targetsList?: Array<'TARGET_TYPE_UNKNOWN' | 'TARGET_TYPE_FILE' | 'TARGET_TYPE_EXTENSION_RANGE' | 'TARGET_TYPE_MESSAGE' | 'TARGET_TYPE_FIELD' | 'TARGET_TYPE_ONEOF' | 'TARGET_TYPE_ENUM' | 'TARGET_TYPE_ENUM_ENTRY' | 'TARGET_TYPE_SERVICE' | 'TARGET_TYPE_METHOD'>;
    editionDefaultsOrBuilderList?: Array<EditionDefaultOrBuilder>;
    initialized?: boolean;
    deprecated?: boolean;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    debugRedact?: boolean;
    packed?: boolean;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    allFieldsRaw?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    memoizedSerializedSize?: number;
};

export type FieldOptionsOrBuilder = {
    features?: FeatureSet;
    uninterpretedOptionCount?: number;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    featureSupportOrBuilder?: FeatureSupportOrBuilder;
    featureSupport?: FeatureSupport;
    lazy?: boolean;
    unverifiedLazy?: boolean;
    weak?: boolean;
    editionDefaultsList?: Array<EditionDefault>;
    targetsCount?: number;
    editionDefaultsCount?: number;
    ctype?: 'STRING' | 'CORD' | 'STRING_PIECE';
    jstype?: 'JS_NORMAL' | 'JS_STRING' | 'JS_NUMBER';
    retention?: 'RETENTION_UNKNOWN' | 'RETENTION_RUNTIME' | 'RETENTION_SOURCE';
    targetsList?: Array<'TARGET_TYPE_UNKNOWN' | 'TARGET_TYPE_FILE' | 'TARGET_TYPE_EXTENSION_RANGE' | 'TARGET_TYPE_MESSAGE' | 'TARGET_TYPE_FIELD' | 'TARGET_TYPE_ONEOF' | 'TARGET_TYPE_ENUM' | 'TARGET_TYPE_ENUM_ENTRY' | 'TARGET_TYPE_SERVICE' | 'TARGET_TYPE_METHOD'>;
    editionDefaultsOrBuilderList?: Array<EditionDefaultOrBuilder>;
    deprecated?: boolean;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    debugRedact?: boolean;
    packed?: boolean;
    defaultInstanceForType?: Message;
    unknownFields?: UnknownFieldSet;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type FileDescriptor = {
    proto?: FileDescriptorProto;
    options?: FileOptions;
    messageTypes?: Array<Descriptor>;
    enumTypes?: Array<EnumDescriptor>;
    services?: Array<ServiceDescriptor>;
    extensions?: Array<FieldDescriptor>;
    dependencies?: Array<FileDescriptor>;
    publicDependencies?: Array<FileDescriptor>;
    name?: string;
    package?: string;
    file?: FileDescriptor;
    fullName?: string;
};

export type FileDescriptorProto = {
    unknownFields?: UnknownFieldSet;
    name?: string;
    package?: string;
    parserForType?: ParserFileDescriptorProto;
    serializedSize?: number;
    defaultInstanceForType?: FileDescriptorProto;
    extensionCount?: number;
    publicDependencyCount?: number;
    dependencyCount?: number;
    messageTypeCount?: number;
    serviceCount?: number;
    extensionList?: Array<FieldDescriptorProto>;
    enumTypeList?: Array<EnumDescriptorProto>;
    extensionOrBuilderList?: Array<FieldDescriptorProtoOrBuilder>;
    enumTypeOrBuilderList?: Array<EnumDescriptorProtoOrBuilder>;
    optionsOrBuilder?: FileOptionsOrBuilder;
    optionDependencyList?: Array<string>;
    messageTypeList?: Array<DescriptorProto>;
    serviceList?: Array<ServiceDescriptorProto>;
    weakDependencyCount?: number;
    optionDependencyCount?: number;
    packageBytes?: ByteString;
    messageTypeOrBuilderList?: Array<DescriptorProtoOrBuilder>;
    serviceOrBuilderList?: Array<ServiceDescriptorProtoOrBuilder>;
    sourceCodeInfoOrBuilder?: SourceCodeInfoOrBuilder;
    syntaxBytes?: ByteString;
    sourceCodeInfo?: SourceCodeInfo;
    dependencyList?: Array<string>;
    publicDependencyList?: Array<number>;
    weakDependencyList?: Array<number>;
    initialized?: boolean;
    options?: FileOptions;
    nameBytes?: ByteString;
    syntax?: string;
    edition?: 'EDITION_UNKNOWN' | 'EDITION_LEGACY' | 'EDITION_PROTO2' | 'EDITION_PROTO3' | 'EDITION_2023' | 'EDITION_2024' | 'EDITION_1_TEST_ONLY' | 'EDITION_2_TEST_ONLY' | 'EDITION_99997_TEST_ONLY' | 'EDITION_99998_TEST_ONLY' | 'EDITION_99999_TEST_ONLY' | 'EDITION_MAX';
    enumTypeCount?: number;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type FileOptions = {
    unknownFields?: UnknownFieldSet;
    features?: FeatureSet;
    parserForType?: ParserFileOptions;
    serializedSize?: number;
    defaultInstanceForType?: FileOptions;
    javaStringCheckUtf8?: boolean;
    uninterpretedOptionCount?: number;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    objcClassPrefix?: string;
    csharpNamespace?: string;
    swiftPrefix?: string;
    phpClassPrefix?: string;
    phpNamespace?: string;
    phpMetadataNamespace?: string;
    rubyPackage?: string;
    javaPackageBytes?: ByteString;
    javaOuterClassnameBytes?: ByteString;
    optimizeFor?: 'SPEED' | 'CODE_SIZE' | 'LITE_RUNTIME';
    goPackageBytes?: ByteString;
    objcClassPrefixBytes?: ByteString;
    csharpNamespaceBytes?: ByteString;
    swiftPrefixBytes?: ByteString;
    phpClassPrefixBytes?: ByteString;
    phpNamespaceBytes?: ByteString;
    phpMetadataNamespaceBytes?: ByteString;
    rubyPackageBytes?: ByteString;
    javaPackage?: string;
    javaOuterClassname?: string;
    javaMultipleFiles?: boolean;
    goPackage?: string;
    ccGenericServices?: boolean;
    javaGenericServices?: boolean;
    pyGenericServices?: boolean;
    ccEnableArenas?: boolean;
    initialized?: boolean;
    deprecated?: boolean;
    /**
     * @deprecated
     */
    javaGenerateEqualsAndHash?: boolean;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    allFieldsRaw?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type FileOptionsOrBuilder = {
    features?: FeatureSet;
    javaStringCheckUtf8?: boolean;
    uninterpretedOptionCount?: number;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    objcClassPrefix?: string;
    csharpNamespace?: string;
    swiftPrefix?: string;
    phpClassPrefix?: string;
    phpNamespace?: string;
    phpMetadataNamespace?: string;
    rubyPackage?: string;
    javaPackageBytes?: ByteString;
    javaOuterClassnameBytes?: ByteString;
    optimizeFor?: 'SPEED' | 'CODE_SIZE' | 'LITE_RUNTIME';
    goPackageBytes?: ByteString;
    objcClassPrefixBytes?: ByteString;
    csharpNamespaceBytes?: ByteString;
    swiftPrefixBytes?: ByteString;
    phpClassPrefixBytes?: ByteString;
    phpNamespaceBytes?: ByteString;
    phpMetadataNamespaceBytes?: ByteString;
    rubyPackageBytes?: ByteString;
    javaPackage?: string;
    javaOuterClassname?: string;
    javaMultipleFiles?: boolean;
    goPackage?: string;
    ccGenericServices?: boolean;
    javaGenericServices?: boolean;
    pyGenericServices?: boolean;
    ccEnableArenas?: boolean;
    deprecated?: boolean;
    /**
     * @deprecated
     */
    javaGenerateEqualsAndHash?: boolean;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    defaultInstanceForType?: Message;
    unknownFields?: UnknownFieldSet;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type Location = {
    unknownFields?: UnknownFieldSet;
    parserForType?: ParserLocation;
    serializedSize?: number;
    defaultInstanceForType?: Location;
    pathCount?: number;
    spanCount?: number;
    leadingDetachedCommentsCount?: number;
    leadingCommentsBytes?: ByteString;
    trailingCommentsBytes?: ByteString;
    pathList?: Array<number>;
    spanList?: Array<number>;
    leadingDetachedCommentsList?: Array<string>;
    leadingComments?: string;
    trailingComments?: string;
    initialized?: boolean;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type LocationOrBuilder = {
    pathCount?: number;
    spanCount?: number;
    leadingDetachedCommentsCount?: number;
    leadingCommentsBytes?: ByteString;
    trailingCommentsBytes?: ByteString;
    pathList?: Array<number>;
    spanList?: Array<number>;
    leadingDetachedCommentsList?: Array<string>;
    leadingComments?: string;
    trailingComments?: string;
    unknownFields?: UnknownFieldSet;
    defaultInstanceForType?: Message;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type Message = {
    parserForType?: ParserMessage;
    serializedSize?: number;
    defaultInstanceForType?: MessageLite;
    initialized?: boolean;
    unknownFields?: UnknownFieldSet;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type MessageLite = {
    parserForType?: ParserMessageLite;
    serializedSize?: number;
    defaultInstanceForType?: MessageLite;
    initialized?: boolean;
};

export type MessageOptions = {
    unknownFields?: UnknownFieldSet;
    features?: FeatureSet;
    mapEntry?: boolean;
    parserForType?: ParserMessageOptions;
    serializedSize?: number;
    defaultInstanceForType?: MessageOptions;
    uninterpretedOptionCount?: number;
    noStandardDescriptorAccessor?: boolean;
    /**
     * @deprecated
     */
    deprecatedLegacyJsonFieldConflicts?: boolean;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    initialized?: boolean;
    deprecated?: boolean;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    messageSetWireFormat?: boolean;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    allFieldsRaw?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type MessageOptionsOrBuilder = {
    features?: FeatureSet;
    mapEntry?: boolean;
    uninterpretedOptionCount?: number;
    noStandardDescriptorAccessor?: boolean;
    /**
     * @deprecated
     */
    deprecatedLegacyJsonFieldConflicts?: boolean;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    deprecated?: boolean;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    messageSetWireFormat?: boolean;
    defaultInstanceForType?: Message;
    unknownFields?: UnknownFieldSet;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type MethodDescriptor = {
    index?: number;
    proto?: MethodDescriptorProto;
    options?: MethodOptions;
    fullName?: string;
    file?: FileDescriptor;
    service?: ServiceDescriptor;
    inputType?: Descriptor;
    outputType?: Descriptor;
    name?: string;
    clientStreaming?: boolean;
    serverStreaming?: boolean;
};

export type MethodDescriptorProto = {
    unknownFields?: UnknownFieldSet;
    name?: string;
    parserForType?: ParserMethodDescriptorProto;
    serializedSize?: number;
    defaultInstanceForType?: MethodDescriptorProto;
    optionsOrBuilder?: MethodOptionsOrBuilder;
    inputTypeBytes?: ByteString;
    outputTypeBytes?: ByteString;
    clientStreaming?: boolean;
    serverStreaming?: boolean;
    initialized?: boolean;
    options?: MethodOptions;
    inputType?: string;
    outputType?: string;
    nameBytes?: ByteString;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type MethodDescriptorProtoOrBuilder = {
    name?: string;
    optionsOrBuilder?: MethodOptionsOrBuilder;
    inputTypeBytes?: ByteString;
    outputTypeBytes?: ByteString;
    clientStreaming?: boolean;
    serverStreaming?: boolean;
    options?: MethodOptions;
    inputType?: string;
    outputType?: string;
    nameBytes?: ByteString;
    unknownFields?: UnknownFieldSet;
    defaultInstanceForType?: Message;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type MethodOptions = {
    unknownFields?: UnknownFieldSet;
    features?: FeatureSet;
    parserForType?: ParserMethodOptions;
    serializedSize?: number;
    defaultInstanceForType?: MethodOptions;
    uninterpretedOptionCount?: number;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    idempotencyLevel?: 'IDEMPOTENCY_UNKNOWN' | 'NO_SIDE_EFFECTS' | 'IDEMPOTENT';
    initialized?: boolean;
    deprecated?: boolean;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    allFieldsRaw?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    memoizedSerializedSize?: number;
};

export type MethodOptionsOrBuilder = {
    features?: FeatureSet;
    uninterpretedOptionCount?: number;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    idempotencyLevel?: 'IDEMPOTENCY_UNKNOWN' | 'NO_SIDE_EFFECTS' | 'IDEMPOTENT';
    deprecated?: boolean;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    defaultInstanceForType?: Message;
    unknownFields?: UnknownFieldSet;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type NamePart = {
    unknownFields?: UnknownFieldSet;
    parserForType?: ParserNamePart;
    serializedSize?: number;
    defaultInstanceForType?: NamePart;
    namePart?: string;
    isExtension?: boolean;
    namePartBytes?: ByteString;
    initialized?: boolean;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type NamePartOrBuilder = {
    namePart?: string;
    isExtension?: boolean;
    namePartBytes?: ByteString;
    unknownFields?: UnknownFieldSet;
    defaultInstanceForType?: Message;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type OneofDescriptor = {
    index?: number;
    proto?: OneofDescriptorProto;
    options?: OneofOptions;
    fullName?: string;
    file?: FileDescriptor;
    containingType?: Descriptor;
    fieldCount?: number;
    name?: string;
};

export type OneofDescriptorProto = {
    unknownFields?: UnknownFieldSet;
    name?: string;
    parserForType?: ParserOneofDescriptorProto;
    serializedSize?: number;
    defaultInstanceForType?: OneofDescriptorProto;
    optionsOrBuilder?: OneofOptionsOrBuilder;
    initialized?: boolean;
    options?: OneofOptions;
    nameBytes?: ByteString;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type OneofDescriptorProtoOrBuilder = {
    name?: string;
    optionsOrBuilder?: OneofOptionsOrBuilder;
    options?: OneofOptions;
    nameBytes?: ByteString;
    unknownFields?: UnknownFieldSet;
    defaultInstanceForType?: Message;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type OneofOptions = {
    unknownFields?: UnknownFieldSet;
    features?: FeatureSet;
    parserForType?: ParserOneofOptions;
    serializedSize?: number;
    defaultInstanceForType?: OneofOptions;
    uninterpretedOptionCount?: number;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    initialized?: boolean;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    allFieldsRaw?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    memoizedSerializedSize?: number;
};

export type OneofOptionsOrBuilder = {
    features?: FeatureSet;
    uninterpretedOptionCount?: number;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    defaultInstanceForType?: Message;
    unknownFields?: UnknownFieldSet;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type Parser = {
    [key: string]: unknown;
};

export type ParserAny = {
    [key: string]: unknown;
};

export type ParserDeclaration = {
    [key: string]: unknown;
};

export type ParserDescriptorProto = {
    [key: string]: unknown;
};

export type ParserEditionDefault = {
    [key: string]: unknown;
};

export type ParserEnumDescriptorProto = {
    [key: string]: unknown;
};

export type ParserEnumOptions = {
    [key: string]: unknown;
};

export type ParserEnumReservedRange = {
    [key: string]: unknown;
};

export type ParserEnumValueDescriptorProto = {
    [key: string]: unknown;
};

export type ParserEnumValueOptions = {
    [key: string]: unknown;
};

export type ParserExtensionRange = {
    [key: string]: unknown;
};

export type ParserExtensionRangeOptions = {
    [key: string]: unknown;
};

export type ParserFeatureSet = {
    [key: string]: unknown;
};

export type ParserFeatureSupport = {
    [key: string]: unknown;
};

export type ParserFieldDescriptorProto = {
    [key: string]: unknown;
};

export type ParserFieldOptions = {
    [key: string]: unknown;
};

export type ParserFileDescriptorProto = {
    [key: string]: unknown;
};

export type ParserFileOptions = {
    [key: string]: unknown;
};

export type ParserLocation = {
    [key: string]: unknown;
};

export type ParserMessage = {
    [key: string]: unknown;
};

export type ParserMessageLite = {
    [key: string]: unknown;
};

export type ParserMessageOptions = {
    [key: string]: unknown;
};

export type ParserMethodDescriptorProto = {
    [key: string]: unknown;
};

export type ParserMethodOptions = {
    [key: string]: unknown;
};

export type ParserNamePart = {
    [key: string]: unknown;
};

export type ParserOneofDescriptorProto = {
    [key: string]: unknown;
};

export type ParserOneofOptions = {
    [key: string]: unknown;
};

export type ParserReservedRange = {
    [key: string]: unknown;
};

export type ParserServiceDescriptorProto = {
    [key: string]: unknown;
};

export type ParserServiceOptions = {
    [key: string]: unknown;
};

export type ParserSourceCodeInfo = {
    [key: string]: unknown;
};

export type ParserUninterpretedOption = {
    [key: string]: unknown;
};

export type ReservedRange = {
    unknownFields?: UnknownFieldSet;
    end?: number;
    parserForType?: ParserReservedRange;
    serializedSize?: number;
    defaultInstanceForType?: ReservedRange;
    initialized?: boolean;
    start?: number;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type ReservedRangeOrBuilder = {
    end?: number;
    start?: number;
    unknownFields?: UnknownFieldSet;
    defaultInstanceForType?: Message;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type ServiceDescriptor = {
    index?: number;
    proto?: ServiceDescriptorProto;
    options?: ServiceOptions;
    fullName?: string;
    file?: FileDescriptor;
    methods?: Array<MethodDescriptor>;
    name?: string;
};

export type ServiceDescriptorProto = {
    unknownFields?: UnknownFieldSet;
    name?: string;
    parserForType?: ParserServiceDescriptorProto;
    serializedSize?: number;
    defaultInstanceForType?: ServiceDescriptorProto;
    optionsOrBuilder?: ServiceOptionsOrBuilder;
    methodOrBuilderList?: Array<MethodDescriptorProtoOrBuilder>;
    methodCount?: number;
    methodList?: Array<MethodDescriptorProto>;
    initialized?: boolean;
    options?: ServiceOptions;
    nameBytes?: ByteString;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type ServiceDescriptorProtoOrBuilder = {
    name?: string;
    optionsOrBuilder?: ServiceOptionsOrBuilder;
    methodOrBuilderList?: Array<MethodDescriptorProtoOrBuilder>;
    methodCount?: number;
    methodList?: Array<MethodDescriptorProto>;
    options?: ServiceOptions;
    nameBytes?: ByteString;
    unknownFields?: UnknownFieldSet;
    defaultInstanceForType?: Message;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type ServiceOptions = {
    unknownFields?: UnknownFieldSet;
    features?: FeatureSet;
    parserForType?: ParserServiceOptions;
    serializedSize?: number;
    defaultInstanceForType?: ServiceOptions;
    uninterpretedOptionCount?: number;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    initialized?: boolean;
    deprecated?: boolean;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    allFieldsRaw?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    memoizedSerializedSize?: number;
};

export type ServiceOptionsOrBuilder = {
    features?: FeatureSet;
    uninterpretedOptionCount?: number;
    uninterpretedOptionList?: Array<UninterpretedOption>;
    featuresOrBuilder?: FeatureSetOrBuilder;
    deprecated?: boolean;
    uninterpretedOptionOrBuilderList?: Array<UninterpretedOptionOrBuilder>;
    defaultInstanceForType?: Message;
    unknownFields?: UnknownFieldSet;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type SourceCodeInfo = {
    unknownFields?: UnknownFieldSet;
    parserForType?: ParserSourceCodeInfo;
    serializedSize?: number;
    defaultInstanceForType?: SourceCodeInfo;
    locationOrBuilderList?: Array<LocationOrBuilder>;
    locationList?: Array<Location>;
    locationCount?: number;
    initialized?: boolean;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    allFieldsRaw?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    memoizedSerializedSize?: number;
};

export type SourceCodeInfoOrBuilder = {
    locationOrBuilderList?: Array<LocationOrBuilder>;
    locationList?: Array<Location>;
    locationCount?: number;
    defaultInstanceForType?: Message;
    unknownFields?: UnknownFieldSet;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type TaskModel = {
    taskType?: string;
    status?: 'IN_PROGRESS' | 'CANCELED' | 'FAILED' | 'FAILED_WITH_TERMINAL_ERROR' | 'COMPLETED' | 'COMPLETED_WITH_ERRORS' | 'SCHEDULED' | 'TIMED_OUT' | 'SKIPPED';
    referenceTaskName?: string;
    retryCount?: number;
    seq?: number;
    correlationId?: string;
    pollCount?: number;
    taskDefName?: string;
    scheduledTime?: number;
    startTime?: number;
    endTime?: number;
    updateTime?: number;
    startDelayInSeconds?: number;
    retriedTaskId?: string;
    retried?: boolean;
    executed?: boolean;
    callbackFromWorker?: boolean;
    responseTimeoutSeconds?: number;
    workflowInstanceId?: string;
    workflowType?: string;
    taskId?: string;
    reasonForIncompletion?: string;
    callbackAfterSeconds?: number;
    callbackAfterMs?: number;
    firstScheduledTime?: number;
    workerId?: string;
    workflowTask?: WorkflowTask;
    domain?: string;
    inputMessage?: Any;
    outputMessage?: Any;
    rateLimitPerFrequency?: number;
    rateLimitFrequencyInSeconds?: number;
    externalInputPayloadStoragePath?: string;
    externalOutputPayloadStoragePath?: string;
    workflowPriority?: number;
    executionNameSpace?: string;
    isolationGroupId?: string;
    iteration?: number;
    subWorkflowId?: string;
    waitTimeout?: number;
    loopTaskId?: string;
    subworkflowChanged?: boolean;
    parentTaskId?: string;
    onStateChange?: {
        [key: string]: Array<StateChangeEvent>;
    };
    idempotent?: boolean;
    parentTaskReferenceName?: string;
    cachedOutput?: boolean;
    notifications?: {
        [key: string]: WorkflowNotifications;
    };
    nonWorkflowEventTask?: boolean;
    asyncComplete?: boolean;
    taskDefinition?: TaskDef;
    loopOverTask?: boolean;
    queueWaitTime?: number;
    idempotentExecution?: boolean;
    /**
     * @deprecated
     */
    inputData?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    /**
     * @deprecated
     */
    outputData?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type UninterpretedOption = {
    unknownFields?: UnknownFieldSet;
    nameCount?: number;
    stringValue?: ByteString;
    parserForType?: ParserUninterpretedOption;
    serializedSize?: number;
    defaultInstanceForType?: UninterpretedOption;
    nameList?: Array<NamePart>;
    identifierValue?: string;
    positiveIntValue?: number;
    negativeIntValue?: number;
    aggregateValue?: string;
    nameOrBuilderList?: Array<NamePartOrBuilder>;
    identifierValueBytes?: ByteString;
    aggregateValueBytes?: ByteString;
    initialized?: boolean;
    doubleValue?: number;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    memoizedSerializedSize?: number;
};

export type UninterpretedOptionOrBuilder = {
    nameCount?: number;
    stringValue?: ByteString;
    nameList?: Array<NamePart>;
    identifierValue?: string;
    positiveIntValue?: number;
    negativeIntValue?: number;
    aggregateValue?: string;
    nameOrBuilderList?: Array<NamePartOrBuilder>;
    identifierValueBytes?: ByteString;
    aggregateValueBytes?: ByteString;
    doubleValue?: number;
    unknownFields?: UnknownFieldSet;
    defaultInstanceForType?: Message;
    initializationErrorString?: string;
    descriptorForType?: Descriptor;
    allFields?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    initialized?: boolean;
};

export type UnknownFieldSet = {
    empty?: boolean;
    parserForType?: Parser;
    serializedSize?: number;
    defaultInstanceForType?: UnknownFieldSet;
    initialized?: boolean;
    serializedSizeAsMessageSet?: number;
};

export type WorkflowModel = {
    status?: 'RUNNING' | 'COMPLETED' | 'FAILED' | 'TIMED_OUT' | 'TERMINATED' | 'PAUSED';
    endTime?: number;
    workflowId?: string;
    parentWorkflowId?: string;
    parentWorkflowTaskId?: string;
    tasks?: Array<TaskModel>;
    correlationId?: string;
    reRunFromWorkflowId?: string;
    reasonForIncompletion?: string;
    event?: string;
    taskToDomain?: {
        [key: string]: string;
    };
    failedReferenceTaskNames?: Array<string>;
    failedTaskNames?: Array<string>;
    workflowDefinition?: WorkflowDef;
    externalInputPayloadStoragePath?: string;
    externalOutputPayloadStoragePath?: string;
    priority?: number;
    variables?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    lastRetriedTime?: number;
    ownerApp?: string;
    createTime?: number;
    updatedTime?: number;
    createdBy?: string;
    updatedBy?: string;
    failedTaskId?: string;
    previousStatus?: 'RUNNING' | 'COMPLETED' | 'FAILED' | 'TIMED_OUT' | 'TERMINATED' | 'PAUSED';
    workflowName?: string;
    workflowVersion?: number;
    /**
     * @deprecated
     */
    input?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    /**
     * @deprecated
     */
    output?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type WorkflowNotifications = {
    requestId?: string;
    hostIp?: string;
    waitUntilTasks?: string;
    monitorParentOnly?: boolean;
};

export type TaskExecLog = {
    log?: string;
    taskId?: string;
    createdTime?: number;
};

export type TaskResult = {
    workflowInstanceId?: string;
    taskId?: string;
    reasonForIncompletion?: string;
    callbackAfterSeconds?: number;
    workerId?: string;
    status?: 'IN_PROGRESS' | 'FAILED' | 'FAILED_WITH_TERMINAL_ERROR' | 'COMPLETED' | 'CANCELED';
    outputData?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    executionMetadata?: ExecutionMetadata;
    logs?: Array<TaskExecLog>;
    externalOutputPayloadStoragePath?: string;
    subWorkflowId?: string;
    extendLease?: boolean;
    supportsCancellation?: boolean;
    orCreateExecutionMetadata?: ExecutionMetadata;
};

export type CronSchedule = {
    cronExpression?: string;
    zoneId?: string;
};

export type WorkflowSchedule = {
    name?: string;
    cronExpression?: string;
    runCatchupScheduleInstances?: boolean;
    paused?: boolean;
    pausedReason?: string;
    startWorkflowRequest?: StartWorkflowRequest;
    zoneId?: string;
    scheduleStartTime?: number;
    scheduleEndTime?: number;
    createTime?: number;
    updatedTime?: number;
    createdBy?: string;
    updatedBy?: string;
    description?: string;
    nextRunTime?: number;
    cronSchedules?: Array<CronSchedule>;
};

export type FileUploadRequest = {
    fileName?: string;
    contentType?: string;
    workflowId?: string;
    taskId?: string;
};

export type FileUploadResponse = {
    fileHandleId?: string;
    fileName?: string;
    contentType?: string;
    storageType?: 'S3' | 'AZURE_BLOB' | 'GCS' | 'CONDUCTOR';
    uploadStatus?: 'PENDING' | 'UPLOADING' | 'UPLOADED' | 'FAILED';
    uploadUrl?: string;
    uploadUrlExpiresAt?: number;
    createdAt?: number;
};

export type FileUploadCompleteResponse = {
    fileHandleId?: string;
    uploadStatus?: 'PENDING' | 'UPLOADING' | 'UPLOADED' | 'FAILED';
    contentHash?: string;
};

export type MultipartInitResponse = {
    fileHandleId?: string;
    uploadId?: string;
};

export type MultipartCompleteRequest = {
    partETags?: Array<string>;
};

export type InjectTaskRequest = {
    taskDefName?: string;
    referenceTaskName?: string;
    type?: string;
    inputData?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    status?: string;
    subWorkflowParam?: SubWorkflowParam;
};

export type SubWorkflowParam = {
    name?: string;
    version?: number;
    executionId?: string;
};

export type InjectTaskResponse = {
    taskId?: string;
};

export type AgentConfig = {
    name?: string;
    description?: string;
    model?: string;
    baseUrl?: string;
    instructions?: {
        [key: string]: unknown;
    };
    tools?: Array<ToolConfig>;
    agents?: Array<AgentConfig>;
    strategy?: 'handoff' | 'sequential' | 'parallel' | 'router' | 'round_robin' | 'random' | 'swarm' | 'manual' | 'plan_execute';
    router?: {
        [key: string]: unknown;
    };
    outputType?: OutputTypeConfig;
    guardrails?: Array<GuardrailConfig>;
    memory?: MemoryConfig;
    maxTurns?: number;
    maxTokens?: number;
    contextWindowBudget?: number;
    timeoutSeconds?: number;
    temperature?: number;
    reasoningEffort?: string;
    stopWhen?: WorkerRef;
    termination?: TerminationConfig;
    handoffs?: Array<HandoffConfig>;
    callbacks?: Array<CallbackConfig>;
    allowedTransitions?: {
        [key: string]: Array<string>;
    };
    introduction?: string;
    metadata?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    codeExecution?: CodeExecutionConfig;
    cliConfig?: CliConfig;
    includeContents?: string;
    thinkingConfig?: ThinkingConfig;
    enablePlanning?: boolean;
    planner?: AgentConfig;
    fallback?: AgentConfig;
    requiredTools?: Array<string>;
    prefillTools?: Array<PrefillToolCallConfig>;
    gate?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    credentials?: Array<string>;
    fallbackMaxTurns?: number;
    planSource?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    plannerContext?: Array<{
        [key: string]: {
            [key: string]: unknown;
        };
    }>;
    maskedFields?: Array<string>;
    external?: boolean;
    synthesize?: boolean;
};

export type AgentStartRequest = {
    name?: string;
    version?: number;
    agentConfig?: AgentConfig;
    prompt?: string;
    model?: string;
    sessionId?: string;
    media?: Array<string>;
    context?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    idempotencyKey?: string;
    framework?: string;
    rawConfig?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    skillRef?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    timeoutSeconds?: number;
    runId?: string;
    static_plan?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type CallbackConfig = {
    position?: string;
    taskName?: string;
};

export type CliConfig = {
    enabled?: boolean;
    allowedCommands?: Array<string>;
    timeout?: number;
    allowShell?: boolean;
};

export type CodeExecutionConfig = {
    enabled?: boolean;
    allowedLanguages?: Array<string>;
    allowedCommands?: Array<string>;
    timeout?: number;
};

export type GuardrailConfig = {
    name?: string;
    guardrailType?: string;
    position?: string;
    onFail?: string;
    maxRetries?: number;
    patterns?: Array<string>;
    mode?: string;
    message?: string;
    model?: string;
    policy?: string;
    maxTokens?: number;
    taskName?: string;
};

export type HandoffConfig = {
    type?: string;
    target?: string;
    toolName?: string;
    resultContains?: string;
    text?: string;
    taskName?: string;
};

export type MemoryConfig = {
    messages?: Array<{
        [key: string]: {
            [key: string]: unknown;
        };
    }>;
    maxMessages?: number;
};

export type OutputTypeConfig = {
    schema?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    className?: string;
};

export type PrefillToolCallConfig = {
    toolName?: string;
    arguments?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type TerminationConfig = {
    type?: string;
    text?: string;
    caseSensitive?: boolean;
    stopMessage?: string;
    maxMessages?: number;
    maxTotalTokens?: number;
    maxPromptTokens?: number;
    maxCompletionTokens?: number;
    conditions?: Array<TerminationConfig>;
};

export type ThinkingConfig = {
    enabled?: boolean;
    budgetTokens?: number;
};

export type ToolConfig = {
    name?: string;
    description?: string;
    inputSchema?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    outputSchema?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    toolType?: string;
    approvalRequired?: boolean;
    timeoutSeconds?: number;
    maxCalls?: number;
    config?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    guardrails?: Array<GuardrailConfig>;
    stateful?: boolean;
};

export type WorkerRef = {
    taskName?: string;
};

export type AgentStartResponse = {
    executionId?: string;
    agentName?: string;
    requiredWorkers?: Array<string>;
};

export type InspectPlanRequest = {
    agentConfig?: AgentConfig;
    plan?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type InspectResult = {
    workflowDef?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    error?: string;
    warnings?: Array<string>;
    stats?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type CreateTrackingWorkflowRequest = {
    workflowName?: string;
    input?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    parentWorkflowId?: string;
    parentWorkflowTaskId?: string;
};

export type CreateTrackingWorkflowResponse = {
    executionId?: string;
};

export type CompileResponse = {
    workflowDef?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    requiredWorkers?: Array<string>;
};

export type JsonNode = {
    [key: string]: unknown;
};

export type A2aAgentCardRequest = {
    integrationNames?: {
        [key: string]: string;
    };
    llmProvider?: string;
    integrationName?: string;
    model?: string;
    prompt?: string;
    promptVersion?: number;
    promptVariables?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    temperature?: number;
    frequencyPenalty?: number;
    topP?: number;
    topK?: number;
    presencePenalty?: number;
    stopWords?: Array<string>;
    maxTokens?: number;
    maxResults?: number;
    allowRawPrompts?: boolean;
    agentType?: string;
    agentUrl?: string;
    headers?: {
        [key: string]: string;
    };
};

export type A2aAgentCardResult = {
    agentCard?: AgentCard;
};

export type AgentCapabilities = {
    streaming?: boolean;
    pushNotifications?: boolean;
    stateTransitionHistory?: boolean;
    extendedAgentCard?: boolean;
    extensions?: Array<AgentExtension>;
};

export type AgentCard = {
    name?: string;
    description?: string;
    url?: string;
    version?: string;
    protocolVersion?: string;
    preferredTransport?: string;
    documentationUrl?: string;
    iconUrl?: string;
    provider?: AgentProvider;
    capabilities?: AgentCapabilities;
    skills?: Array<AgentSkill>;
    defaultInputModes?: Array<string>;
    defaultOutputModes?: Array<string>;
    supportedInterfaces?: Array<AgentInterface>;
    additionalInterfaces?: Array<AgentInterface>;
    securitySchemes?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    securityRequirements?: Array<{
        [key: string]: {
            [key: string]: unknown;
        };
    }>;
    security?: Array<{
        [key: string]: Array<string>;
    }>;
    signatures?: Array<AgentCardSignature>;
    supportsAuthenticatedExtendedCard?: boolean;
    supportsExtendedAgentCard?: boolean;
};

export type AgentCardSignature = {
    signature?: string;
    header?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    protected?: string;
};

export type AgentExtension = {
    uri?: string;
    description?: string;
    required?: boolean;
    params?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type AgentInterface = {
    url?: string;
    protocolBinding?: string;
    protocolVersion?: string;
    tenant?: string;
    transport?: string;
};

export type AgentProvider = {
    organization?: string;
    url?: string;
};

export type AgentSkill = {
    id?: string;
    name?: string;
    description?: string;
    tags?: Array<string>;
    examples?: Array<string>;
    inputModes?: Array<string>;
    outputModes?: Array<string>;
    securityRequirements?: Array<{
        [key: string]: {
            [key: string]: unknown;
        };
    }>;
};

export type SearchResultTask = {
    totalHits?: number;
    results?: Array<Task>;
};

export type WorkflowStatus = {
    workflowId?: string;
    correlationId?: string;
    output?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    variables?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    status?: 'RUNNING' | 'COMPLETED' | 'FAILED' | 'TIMED_OUT' | 'TERMINATED' | 'PAUSED';
};

export type SearchResultWorkflowSummary = {
    totalHits?: number;
    results?: Array<WorkflowSummary>;
};

export type WorkflowSummary = {
    workflowType?: string;
    version?: number;
    workflowId?: string;
    correlationId?: string;
    startTime?: string;
    updateTime?: string;
    endTime?: string;
    status?: 'RUNNING' | 'COMPLETED' | 'FAILED' | 'TIMED_OUT' | 'TERMINATED' | 'PAUSED';
    input?: string;
    output?: string;
    reasonForIncompletion?: string;
    executionTime?: number;
    event?: string;
    failedReferenceTaskNames?: string;
    externalInputPayloadStoragePath?: string;
    externalOutputPayloadStoragePath?: string;
    priority?: number;
    failedTaskNames?: Array<string>;
    createdBy?: string;
    taskToDomain?: {
        [key: string]: string;
    };
    idempotencyKey?: string;
    parentWorkflowId?: string;
    classifier?: string;
    inputSize?: number;
    outputSize?: number;
};

export type SearchResultWorkflow = {
    totalHits?: number;
    results?: Array<Workflow>;
};

export type ExternalStorageLocation = {
    uri?: string;
    path?: string;
};

export type SearchResultTaskSummary = {
    totalHits?: number;
    results?: Array<TaskSummary>;
};

export type TaskSummary = {
    workflowId?: string;
    workflowType?: string;
    correlationId?: string;
    scheduledTime?: string;
    startTime?: string;
    updateTime?: string;
    endTime?: string;
    status?: 'IN_PROGRESS' | 'CANCELED' | 'FAILED' | 'FAILED_WITH_TERMINAL_ERROR' | 'COMPLETED' | 'COMPLETED_WITH_ERRORS' | 'SCHEDULED' | 'TIMED_OUT' | 'SKIPPED';
    reasonForIncompletion?: string;
    executionTime?: number;
    queueWaitTime?: number;
    taskDefName?: string;
    taskType?: string;
    input?: string;
    output?: string;
    taskId?: string;
    externalInputPayloadStoragePath?: string;
    externalOutputPayloadStoragePath?: string;
    workflowPriority?: number;
    domain?: string;
};

export type PollData = {
    queueName?: string;
    domain?: string;
    workerId?: string;
    lastPollTime?: number;
};

export type CredentialMeta = {
    name?: string;
    partial?: string;
    created_at?: string;
    updated_at?: string;
};

export type SearchResultWorkflowScheduleExecutionModel = {
    totalHits?: number;
    results?: Array<WorkflowScheduleExecutionModel>;
};

export type WorkflowScheduleExecutionModel = {
    executionId?: string;
    scheduleName?: string;
    scheduledTime?: number;
    executionTime?: number;
    workflowName?: string;
    workflowId?: string;
    reason?: string;
    stackTrace?: string;
    startWorkflowRequest?: StartWorkflowRequest;
    state?: 'POLLED' | 'FAILED' | 'EXECUTED';
    zoneId?: string;
};

export type SearchResultWorkflowSchedule = {
    totalHits?: number;
    results?: Array<WorkflowSchedule>;
};

export type WorkflowDefSummary = {
    name?: string;
    version?: number;
    createTime?: number;
    updateTime?: number;
};

export type Health = {
    details?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    healthy?: boolean;
    errorMessage?: string;
};

export type HealthCheckStatus = {
    healthResults?: Array<Health>;
    suppressedHealthResults?: Array<Health>;
    healthy?: boolean;
};

export type FileHandle = {
    fileHandleId?: string;
    fileName?: string;
    contentType?: string;
    fileSize?: number;
    contentHash?: string;
    storageType?: 'S3' | 'AZURE_BLOB' | 'GCS' | 'CONDUCTOR';
    uploadStatus?: 'PENDING' | 'UPLOADING' | 'UPLOADED' | 'FAILED';
    workflowId?: string;
    taskId?: string;
    createdAt?: number;
    updatedAt?: number;
};

export type FileUploadUrlResponse = {
    fileHandleId?: string;
    uploadUrl?: string;
    expiresAt?: number;
};

export type FileDownloadUrlResponse = {
    fileHandleId?: string;
    downloadUrl?: string;
    expiresAt?: number;
};

export type StreamingResponseBody = {
    [key: string]: unknown;
};

export type EnvironmentVariable = {
    name?: string;
    value?: string;
};

export type AgentStatusResponse = {
    executionId?: string;
    status?: string;
    output?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    reasonForIncompletion?: string;
    pendingTool?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    startTime?: number;
    endTime?: number;
    isComplete?: boolean;
    isRunning?: boolean;
    isWaiting?: boolean;
};

export type SseEmitter = {
    timeout?: number;
};

export type AgentSummary = {
    name?: string;
    version?: number;
    type?: string;
    tags?: Array<string>;
    createTime?: number;
    updateTime?: number;
    description?: string;
    checksum?: string;
    schemaVersion?: number;
    restartable?: boolean;
    workflowStatusListenerEnabled?: boolean;
    ownerEmail?: string;
    inputParameters?: Array<string>;
    outputParameters?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    timeoutPolicy?: string;
    timeoutSeconds?: number;
    failureWorkflow?: string;
};

export type AgentExecutionDetail = {
    executionId?: string;
    agentName?: string;
    version?: number;
    status?: string;
    input?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    output?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    currentTask?: CurrentTask;
};

export type CurrentTask = {
    taskRefName?: string;
    taskType?: string;
    status?: string;
    inputData?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    outputData?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type TaskListResponse = {
    results?: Array<Task>;
    totalHits?: number;
    summary?: {
        [key: string]: number;
    };
};

export type AgentRun = {
    executionId?: string;
    agentName?: string;
    version?: number;
    status?: string;
    startTime?: number;
    endTime?: number;
    input?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    output?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    tokenUsage?: TokenUsage;
    tasks?: Array<TaskDetail>;
};

export type TaskDetail = {
    taskType?: string;
    referenceTaskName?: string;
    status?: string;
    subWorkflowId?: string;
    outputData?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type TokenUsage = {
    promptTokens?: number;
    completionTokens?: number;
    totalTokens?: number;
};

export type SkipTaskFromWorkflowOptions = {
    body?: never;
    path: {
        workflowId: string;
        taskReferenceName: string;
    };
    query: {
        arg2: SkipTaskRequest;
    };
    url: '/api/workflow/{workflowId}/skiptask/{taskReferenceName}';
};

export type SkipTaskFromWorkflowResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type ResumeWorkflowOptions = {
    body?: never;
    path: {
        workflowId: string;
    };
    query?: never;
    url: '/api/workflow/{workflowId}/resume';
};

export type ResumeWorkflowResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type PauseWorkflowOptions = {
    body?: never;
    path: {
        workflowId: string;
    };
    query?: never;
    url: '/api/workflow/{workflowId}/pause';
};

export type PauseWorkflowResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type DecideOptions = {
    body?: never;
    path: {
        workflowId: string;
    };
    query?: never;
    url: '/api/workflow/decide/{workflowId}';
};

export type DecideResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type ResumeWorkflow1Options = {
    body: Array<string>;
    path?: never;
    query?: never;
    url: '/api/workflow/bulk/resume';
};

export type ResumeWorkflow1Responses = {
    /**
     * OK
     */
    200: BulkResponseString;
};

export type ResumeWorkflow1Response = ResumeWorkflow1Responses[keyof ResumeWorkflow1Responses];

export type PauseWorkflow1Options = {
    body: Array<string>;
    path?: never;
    query?: never;
    url: '/api/workflow/bulk/pause';
};

export type PauseWorkflow1Responses = {
    /**
     * OK
     */
    200: BulkResponseString;
};

export type PauseWorkflow1Response = PauseWorkflow1Responses[keyof PauseWorkflow1Responses];

export type DeleteSecretOptions = {
    body?: never;
    path: {
        key: string;
    };
    query?: never;
    url: '/api/secrets/{key}';
};

export type DeleteSecretResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: unknown;
    };
};

export type DeleteSecretResponse = DeleteSecretResponses[keyof DeleteSecretResponses];

export type GetSecretOptions = {
    body?: never;
    path: {
        key: string;
    };
    query?: never;
    url: '/api/secrets/{key}';
};

export type GetSecretResponses = {
    /**
     * OK
     */
    200: string;
};

export type GetSecretResponse = GetSecretResponses[keyof GetSecretResponses];

export type PutSecretOptions = {
    body?: string;
    path: {
        key: string;
    };
    query?: never;
    url: '/api/secrets/{key}';
};

export type PutSecretResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: unknown;
    };
};

export type PutSecretResponse = PutSecretResponses[keyof PutSecretResponses];

export type ResumeScheduleOptions = {
    body?: never;
    path: {
        name: string;
    };
    query?: never;
    url: '/api/scheduler/schedules/{name}/resume';
};

export type ResumeScheduleResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type PauseScheduleOptions = {
    body?: never;
    path: {
        name: string;
    };
    query?: {
        reason?: string;
    };
    url: '/api/scheduler/schedules/{name}/pause';
};

export type PauseScheduleResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type ResumeSchedulesOptions = {
    body: Array<string>;
    path?: never;
    query?: never;
    url: '/api/scheduler/bulk/resume';
};

export type ResumeSchedulesResponses = {
    /**
     * OK
     */
    200: BulkResponse;
};

export type ResumeSchedulesResponse = ResumeSchedulesResponses[keyof ResumeSchedulesResponses];

export type PauseSchedulesOptions = {
    body: Array<string>;
    path?: never;
    query?: never;
    url: '/api/scheduler/bulk/pause';
};

export type PauseSchedulesResponses = {
    /**
     * OK
     */
    200: BulkResponse;
};

export type PauseSchedulesResponse = PauseSchedulesResponses[keyof PauseSchedulesResponses];

export type GetAllOptions = {
    body?: never;
    path?: never;
    query?: {
        classifier?: string;
    };
    url: '/api/metadata/workflow';
};

export type GetAllResponses = {
    /**
     * OK
     */
    200: Array<WorkflowDef>;
};

export type GetAllResponse = GetAllResponses[keyof GetAllResponses];

export type CreateOptions = {
    body: WorkflowDef;
    path?: never;
    query?: {
        overwrite?: boolean;
    };
    url: '/api/metadata/workflow';
};

export type CreateResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type UpdateOptions = {
    body: Array<WorkflowDef>;
    path?: never;
    query?: never;
    url: '/api/metadata/workflow';
};

export type UpdateResponses = {
    /**
     * OK
     */
    200: BulkResponseString;
};

export type UpdateResponse = UpdateResponses[keyof UpdateResponses];

export type GetTaskDefsOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/metadata/taskdefs';
};

export type GetTaskDefsResponses = {
    /**
     * OK
     */
    200: Array<TaskDef>;
};

export type GetTaskDefsResponse = GetTaskDefsResponses[keyof GetTaskDefsResponses];

export type RegisterTaskDefOptions = {
    body: Array<TaskDef>;
    path?: never;
    query?: never;
    url: '/api/metadata/taskdefs';
};

export type RegisterTaskDefResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type RegisterTaskDef1Options = {
    body: TaskDef;
    path?: never;
    query?: never;
    url: '/api/metadata/taskdefs';
};

export type RegisterTaskDef1Responses = {
    /**
     * OK
     */
    200: unknown;
};

export type DownloadFileContentOptions = {
    body?: never;
    path: {
        workflowId: string;
        fileId: string;
    };
    query?: never;
    url: '/api/files/content/{workflowId}/{fileId}';
};

export type DownloadFileContentResponses = {
    /**
     * OK
     */
    200: StreamingResponseBody;
};

export type DownloadFileContentResponse = DownloadFileContentResponses[keyof DownloadFileContentResponses];

export type UploadFileContentOptions = {
    body?: never;
    path: {
        workflowId: string;
        fileId: string;
    };
    query?: never;
    url: '/api/files/content/{workflowId}/{fileId}';
};

export type UploadFileContentResponses = {
    /**
     * No Content
     */
    204: void;
};

export type UploadFileContentResponse = UploadFileContentResponses[keyof UploadFileContentResponses];

export type GetEventHandlersOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/event';
};

export type GetEventHandlersResponses = {
    /**
     * OK
     */
    200: Array<EventHandler>;
};

export type GetEventHandlersResponse = GetEventHandlersResponses[keyof GetEventHandlersResponses];

export type AddEventHandlerOptions = {
    body: EventHandler;
    path?: never;
    query?: never;
    url: '/api/event';
};

export type AddEventHandlerResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type UpdateEventHandlerOptions = {
    body: EventHandler;
    path?: never;
    query?: never;
    url: '/api/event';
};

export type UpdateEventHandlerResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type ResumeAgentOptions = {
    body?: never;
    path: {
        executionId: string;
    };
    query?: never;
    url: '/api/agent/{executionId}/resume';
};

export type ResumeAgentResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type PauseAgentOptions = {
    body?: never;
    path: {
        executionId: string;
    };
    query?: never;
    url: '/api/agent/{executionId}/pause';
};

export type PauseAgentResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type BulkResumeOptions = {
    body: Array<string>;
    path?: never;
    query?: never;
    url: '/api/agent/executions/bulk/resume';
};

export type BulkResumeResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type BulkPauseOptions = {
    body: Array<string>;
    path?: never;
    query?: never;
    url: '/api/agent/executions/bulk/pause';
};

export type BulkPauseResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type StartWorkflowOptions = {
    body: StartWorkflowRequest;
    path?: never;
    query?: never;
    url: '/api/workflow';
};

export type StartWorkflowResponses = {
    /**
     * OK
     */
    200: string;
};

export type StartWorkflowResponse = StartWorkflowResponses[keyof StartWorkflowResponses];

export type RetryOptions = {
    body?: never;
    path: {
        workflowId: string;
    };
    query?: {
        resumeSubworkflowTasks?: boolean;
    };
    url: '/api/workflow/{workflowId}/retry';
};

export type RetryResponses = {
    /**
     * No Content
     */
    204: void;
};

export type RetryResponse = RetryResponses[keyof RetryResponses];

export type RestartOptions = {
    body?: never;
    path: {
        workflowId: string;
    };
    query?: {
        useLatestDefinitions?: boolean;
    };
    url: '/api/workflow/{workflowId}/restart';
};

export type RestartResponses = {
    /**
     * No Content
     */
    204: void;
};

export type RestartResponse = RestartResponses[keyof RestartResponses];

export type ResetWorkflowOptions = {
    body?: never;
    path: {
        workflowId: string;
    };
    query?: never;
    url: '/api/workflow/{workflowId}/resetcallbacks';
};

export type ResetWorkflowResponses = {
    /**
     * No Content
     */
    204: void;
};

export type ResetWorkflowResponse = ResetWorkflowResponses[keyof ResetWorkflowResponses];

export type RerunOptions = {
    body: RerunWorkflowRequest;
    path: {
        workflowId: string;
    };
    query?: never;
    url: '/api/workflow/{workflowId}/rerun';
};

export type RerunResponses = {
    /**
     * OK
     */
    200: string;
};

export type RerunResponse = RerunResponses[keyof RerunResponses];

export type PushMessageOptions = {
    body: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    path: {
        workflowId: string;
    };
    query?: never;
    url: '/api/workflow/{workflowId}/messages';
};

export type PushMessageResponses = {
    /**
     * OK
     */
    200: string;
};

export type PushMessageResponse = PushMessageResponses[keyof PushMessageResponses];

export type StartWorkflow1Options = {
    body: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    path: {
        name: string;
    };
    query?: {
        version?: number;
        correlationId?: string;
        priority?: number;
    };
    url: '/api/workflow/{name}';
};

export type StartWorkflow1Responses = {
    /**
     * OK
     */
    200: string;
};

export type StartWorkflow1Response = StartWorkflow1Responses[keyof StartWorkflow1Responses];

export type GetWorkflowsOptions = {
    body: Array<string>;
    path: {
        name: string;
    };
    query?: {
        includeClosed?: boolean;
        includeTasks?: boolean;
    };
    url: '/api/workflow/{name}/correlated';
};

export type GetWorkflowsResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: Array<Workflow>;
    };
};

export type GetWorkflowsResponse = GetWorkflowsResponses[keyof GetWorkflowsResponses];

export type TestWorkflowOptions = {
    body: WorkflowTestRequest;
    path?: never;
    query?: never;
    url: '/api/workflow/test';
};

export type TestWorkflowResponses = {
    /**
     * OK
     */
    200: Workflow;
};

export type TestWorkflowResponse = TestWorkflowResponses[keyof TestWorkflowResponses];

export type ExecuteWorkflowOptions = {
    body: StartWorkflowRequest;
    path: {
        name: string;
        version: number;
    };
    query?: {
        requestId?: string;
        waitUntilTaskRef?: string;
        waitForSeconds?: number;
        consistency?: string;
        returnStrategy?: 'TARGET_WORKFLOW' | 'BLOCKING_WORKFLOW' | 'BLOCKING_TASK' | 'BLOCKING_TASK_INPUT';
    };
    url: '/api/workflow/execute/{name}/{version}';
};

export type ExecuteWorkflowResponses = {
    /**
     * OK
     */
    200: SignalResponse;
};

export type ExecuteWorkflowResponse = ExecuteWorkflowResponses[keyof ExecuteWorkflowResponses];

export type TerminateOptions = {
    body: Array<string>;
    path?: never;
    query?: {
        reason?: string;
    };
    url: '/api/workflow/bulk/terminate';
};

export type TerminateResponses = {
    /**
     * OK
     */
    200: BulkResponseString;
};

export type TerminateResponse = TerminateResponses[keyof TerminateResponses];

export type SearchWorkflowOptions = {
    body: Array<string>;
    path?: never;
    query?: {
        includeTasks?: boolean;
    };
    url: '/api/workflow/bulk/search';
};

export type SearchWorkflowResponses = {
    /**
     * OK
     */
    200: BulkResponseWorkflowModel;
};

export type SearchWorkflowResponse = SearchWorkflowResponses[keyof SearchWorkflowResponses];

export type Retry1Options = {
    body: Array<string>;
    path?: never;
    query?: never;
    url: '/api/workflow/bulk/retry';
};

export type Retry1Responses = {
    /**
     * OK
     */
    200: BulkResponseString;
};

export type Retry1Response = Retry1Responses[keyof Retry1Responses];

export type Restart1Options = {
    body: Array<string>;
    path?: never;
    query?: {
        useLatestDefinitions?: boolean;
    };
    url: '/api/workflow/bulk/restart';
};

export type Restart1Responses = {
    /**
     * OK
     */
    200: BulkResponseString;
};

export type Restart1Response = Restart1Responses[keyof Restart1Responses];

export type UpdateTaskOptions = {
    body: TaskResult;
    path?: never;
    query?: never;
    url: '/api/tasks';
};

export type UpdateTaskResponses = {
    /**
     * OK
     */
    200: string;
};

export type UpdateTaskResponse = UpdateTaskResponses[keyof UpdateTaskResponses];

export type UpdateTask1Options = {
    body: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    path: {
        workflowId: string;
        taskRefName: string;
        status: 'IN_PROGRESS' | 'FAILED' | 'FAILED_WITH_TERMINAL_ERROR' | 'COMPLETED' | 'CANCELED';
    };
    query?: {
        workerid?: string;
    };
    url: '/api/tasks/{workflowId}/{taskRefName}/{status}';
};

export type UpdateTask1Responses = {
    /**
     * OK
     */
    200: string;
};

export type UpdateTask1Response = UpdateTask1Responses[keyof UpdateTask1Responses];

export type UpdateTaskSyncOptions = {
    body: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    path: {
        workflowId: string;
        taskRefName: string;
        status: 'IN_PROGRESS' | 'FAILED' | 'FAILED_WITH_TERMINAL_ERROR' | 'COMPLETED' | 'CANCELED';
    };
    query?: {
        workerid?: string;
    };
    url: '/api/tasks/{workflowId}/{taskRefName}/{status}/sync';
};

export type UpdateTaskSyncResponses = {
    /**
     * OK
     */
    200: Workflow;
};

export type UpdateTaskSyncResponse = UpdateTaskSyncResponses[keyof UpdateTaskSyncResponses];

export type SignalWorkflowTaskAsyncOptions = {
    body: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    path: {
        workflowId: string;
        status: 'IN_PROGRESS' | 'FAILED' | 'FAILED_WITH_TERMINAL_ERROR' | 'COMPLETED' | 'CANCELED';
    };
    query?: never;
    url: '/api/tasks/{workflowId}/{status}/signal';
};

export type SignalWorkflowTaskAsyncResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type SignalWorkflowTaskSyncOptions = {
    body: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    path: {
        workflowId: string;
        status: 'IN_PROGRESS' | 'FAILED' | 'FAILED_WITH_TERMINAL_ERROR' | 'COMPLETED' | 'CANCELED';
    };
    query?: {
        returnStrategy?: 'TARGET_WORKFLOW' | 'BLOCKING_WORKFLOW' | 'BLOCKING_TASK' | 'BLOCKING_TASK_INPUT';
        timeoutMillis?: number;
    };
    url: '/api/tasks/{workflowId}/{status}/signal/sync';
};

export type SignalWorkflowTaskSyncResponses = {
    /**
     * OK
     */
    200: SignalResponse;
};

export type SignalWorkflowTaskSyncResponse = SignalWorkflowTaskSyncResponses[keyof SignalWorkflowTaskSyncResponses];

export type GetTaskLogsOptions = {
    body?: never;
    path: {
        taskId: string;
    };
    query?: never;
    url: '/api/tasks/{taskId}/log';
};

export type GetTaskLogsResponses = {
    /**
     * OK
     */
    200: Array<TaskExecLog>;
};

export type GetTaskLogsResponse = GetTaskLogsResponses[keyof GetTaskLogsResponses];

export type LogOptions = {
    body: string;
    path: {
        taskId: string;
    };
    query?: never;
    url: '/api/tasks/{taskId}/log';
};

export type LogResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type UpdateTaskV2Options = {
    body: TaskResult;
    path?: never;
    query?: never;
    url: '/api/tasks/update-v2';
};

export type UpdateTaskV2Responses = {
    /**
     * OK
     */
    200: Task;
};

export type UpdateTaskV2Response = UpdateTaskV2Responses[keyof UpdateTaskV2Responses];

export type RequeuePendingTaskOptions = {
    body?: never;
    path: {
        taskType: string;
    };
    query?: never;
    url: '/api/tasks/queue/requeue/{taskType}';
};

export type RequeuePendingTaskResponses = {
    /**
     * OK
     */
    200: string;
};

export type RequeuePendingTaskResponse = RequeuePendingTaskResponses[keyof RequeuePendingTaskResponses];

export type ListGrantableOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/secrets';
};

export type ListGrantableResponses = {
    /**
     * OK
     */
    200: Array<string>;
};

export type ListGrantableResponse = ListGrantableResponses[keyof ListGrantableResponses];

export type ListAllNamesOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/secrets';
};

export type ListAllNamesResponses = {
    /**
     * OK
     */
    200: Array<string>;
};

export type ListAllNamesResponse = ListAllNamesResponses[keyof ListAllNamesResponses];

export type GetAllSchedulesOptions = {
    body?: never;
    path?: never;
    query?: {
        workflowName?: string;
    };
    url: '/api/scheduler/schedules';
};

export type GetAllSchedulesResponses = {
    /**
     * OK
     */
    200: Array<WorkflowSchedule>;
};

export type GetAllSchedulesResponse = GetAllSchedulesResponses[keyof GetAllSchedulesResponses];

export type CreateOrUpdateScheduleOptions = {
    body: WorkflowSchedule;
    path?: never;
    query?: never;
    url: '/api/scheduler/schedules';
};

export type CreateOrUpdateScheduleResponses = {
    /**
     * OK
     */
    200: WorkflowSchedule;
};

export type CreateOrUpdateScheduleResponse = CreateOrUpdateScheduleResponses[keyof CreateOrUpdateScheduleResponses];

export type Update1Options = {
    body: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    path: {
        workflowId: string;
        taskRefName: string;
        status: 'IN_PROGRESS' | 'CANCELED' | 'FAILED' | 'FAILED_WITH_TERMINAL_ERROR' | 'COMPLETED' | 'COMPLETED_WITH_ERRORS' | 'SCHEDULED' | 'TIMED_OUT' | 'SKIPPED';
    };
    query?: never;
    url: '/api/queue/update/{workflowId}/{taskRefName}/{status}';
};

export type Update1Responses = {
    /**
     * OK
     */
    200: unknown;
};

export type UpdateByTaskIdOptions = {
    body: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    path: {
        workflowId: string;
        taskId: string;
        status: 'IN_PROGRESS' | 'CANCELED' | 'FAILED' | 'FAILED_WITH_TERMINAL_ERROR' | 'COMPLETED' | 'COMPLETED_WITH_ERRORS' | 'SCHEDULED' | 'TIMED_OUT' | 'SKIPPED';
    };
    query?: never;
    url: '/api/queue/update/{workflowId}/task/{taskId}/{status}';
};

export type UpdateByTaskIdResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type ValidateOptions = {
    body: WorkflowDef;
    path?: never;
    query?: never;
    url: '/api/metadata/workflow/validate';
};

export type ValidateResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type CreateFileOptions = {
    body: FileUploadRequest;
    path?: never;
    query?: never;
    url: '/api/files';
};

export type CreateFileResponses = {
    /**
     * Created
     */
    201: FileUploadResponse;
};

export type CreateFileResponse = CreateFileResponses[keyof CreateFileResponses];

export type ConfirmUploadOptions = {
    body?: never;
    path: {
        workflowId: string;
        fileId: string;
    };
    query?: never;
    url: '/api/files/{workflowId}/{fileId}/upload-complete';
};

export type ConfirmUploadResponses = {
    /**
     * OK
     */
    200: FileUploadCompleteResponse;
};

export type ConfirmUploadResponse = ConfirmUploadResponses[keyof ConfirmUploadResponses];

export type InitiateMultipartUploadOptions = {
    body?: never;
    path: {
        workflowId: string;
        fileId: string;
    };
    query?: never;
    url: '/api/files/{workflowId}/{fileId}/multipart';
};

export type InitiateMultipartUploadResponses = {
    /**
     * OK
     */
    200: MultipartInitResponse;
};

export type InitiateMultipartUploadResponse = InitiateMultipartUploadResponses[keyof InitiateMultipartUploadResponses];

export type CompleteMultipartUploadOptions = {
    body: MultipartCompleteRequest;
    path: {
        workflowId: string;
        fileId: string;
        uploadId: string;
    };
    query?: never;
    url: '/api/files/{workflowId}/{fileId}/multipart/{uploadId}/complete';
};

export type CompleteMultipartUploadResponses = {
    /**
     * OK
     */
    200: FileUploadCompleteResponse;
};

export type CompleteMultipartUploadResponse = CompleteMultipartUploadResponses[keyof CompleteMultipartUploadResponses];

export type InjectTaskOptions = {
    body: InjectTaskRequest;
    path: {
        executionId: string;
    };
    query?: never;
    url: '/api/agent/{executionId}/tasks';
};

export type InjectTaskResponses = {
    /**
     * OK
     */
    200: InjectTaskResponse;
};

export type InjectTaskResponse2 = InjectTaskResponses[keyof InjectTaskResponses];

export type StopAgentOptions = {
    body?: never;
    path: {
        executionId: string;
    };
    query?: never;
    url: '/api/agent/{executionId}/stop';
};

export type StopAgentResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type SignalAgentOptions = {
    body: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    path: {
        executionId: string;
    };
    query?: never;
    url: '/api/agent/{executionId}/signal';
};

export type SignalAgentResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type RespondToAgentOptions = {
    body: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    path: {
        executionId: string;
    };
    query?: never;
    url: '/api/agent/{executionId}/respond';
};

export type RespondToAgentResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type UpdateTaskStatusOptions = {
    body?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    path: {
        executionId: string;
        refTaskName: string;
        status: string;
    };
    query?: {
        workerid?: string;
    };
    url: '/api/agent/tasks/{executionId}/{refTaskName}/{status}';
};

export type UpdateTaskStatusResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type StartAgentOptions = {
    body: AgentStartRequest;
    path?: never;
    query?: never;
    url: '/api/agent/start';
};

export type StartAgentResponses = {
    /**
     * OK
     */
    200: AgentStartResponse;
};

export type StartAgentResponse = StartAgentResponses[keyof StartAgentResponses];

export type InspectPlanOptions = {
    body: InspectPlanRequest;
    path?: never;
    query?: never;
    url: '/api/agent/inspect-plan';
};

export type InspectPlanResponses = {
    /**
     * OK
     */
    200: InspectResult;
};

export type InspectPlanResponse = InspectPlanResponses[keyof InspectPlanResponses];

export type RetryExecutionOptions = {
    body?: never;
    path: {
        executionId: string;
    };
    query?: {
        resumeSubworkflowTasks?: boolean;
    };
    url: '/api/agent/executions/{executionId}/retry';
};

export type RetryExecutionResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type RestartExecutionOptions = {
    body?: never;
    path: {
        executionId: string;
    };
    query?: {
        useLatestDefinitions?: boolean;
    };
    url: '/api/agent/executions/{executionId}/restart';
};

export type RestartExecutionResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type RerunExecutionOptions = {
    body: RerunWorkflowRequest;
    path: {
        executionId: string;
    };
    query?: never;
    url: '/api/agent/executions/{executionId}/rerun';
};

export type RerunExecutionResponses = {
    /**
     * OK
     */
    200: string;
};

export type RerunExecutionResponse = RerunExecutionResponses[keyof RerunExecutionResponses];

export type PruneExecutionsOptions = {
    body?: never;
    path?: never;
    query?: {
        olderThanDays?: number;
        archiveTasks?: boolean;
    };
    url: '/api/agent/executions/prune';
};

export type PruneExecutionsResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type PruneExecutionsResponse = PruneExecutionsResponses[keyof PruneExecutionsResponses];

export type BulkTerminateOptions = {
    body: Array<string>;
    path?: never;
    query?: {
        reason?: string;
    };
    url: '/api/agent/executions/bulk/terminate';
};

export type BulkTerminateResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type BulkRetryOptions = {
    body: Array<string>;
    path?: never;
    query?: never;
    url: '/api/agent/executions/bulk/retry';
};

export type BulkRetryResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type BulkRestartOptions = {
    body: Array<string>;
    path?: never;
    query?: {
        useLatestDefinitions?: boolean;
    };
    url: '/api/agent/executions/bulk/restart';
};

export type BulkRestartResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type CreateTrackingExecutionOptions = {
    body: CreateTrackingWorkflowRequest;
    path?: never;
    query?: never;
    url: '/api/agent/execution';
};

export type CreateTrackingExecutionResponses = {
    /**
     * OK
     */
    200: CreateTrackingWorkflowResponse;
};

export type CreateTrackingExecutionResponse = CreateTrackingExecutionResponses[keyof CreateTrackingExecutionResponses];

export type CompleteTrackingExecutionOptions = {
    body?: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    path: {
        executionId: string;
    };
    query?: never;
    url: '/api/agent/execution/{executionId}/complete';
};

export type CompleteTrackingExecutionResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type PushFrameworkEventOptions = {
    body: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
    path: {
        executionId: string;
    };
    query?: never;
    url: '/api/agent/events/{executionId}';
};

export type PushFrameworkEventResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type DeployAgentOptions = {
    body: AgentStartRequest;
    path?: never;
    query?: never;
    url: '/api/agent/deploy';
};

export type DeployAgentResponses = {
    /**
     * OK
     */
    200: AgentStartResponse;
};

export type DeployAgentResponse = DeployAgentResponses[keyof DeployAgentResponses];

export type CompileAgentOptions = {
    body: AgentStartRequest;
    path?: never;
    query?: never;
    url: '/api/agent/compile';
};

export type CompileAgentResponses = {
    /**
     * OK
     */
    200: CompileResponse;
};

export type CompileAgentResponse = CompileAgentResponses[keyof CompileAgentResponses];

export type RequeueSweepOptions = {
    body?: never;
    path: {
        workflowId: string;
    };
    query?: never;
    url: '/api/admin/sweep/requeue/{workflowId}';
};

export type RequeueSweepResponses = {
    /**
     * OK
     */
    200: string;
};

export type RequeueSweepResponse = RequeueSweepResponses[keyof RequeueSweepResponses];

export type VerifyAndRepairWorkflowConsistencyOptions = {
    body?: never;
    path: {
        workflowId: string;
    };
    query?: never;
    url: '/api/admin/consistency/verifyAndRepair/{workflowId}';
};

export type VerifyAndRepairWorkflowConsistencyResponses = {
    /**
     * OK
     */
    200: string;
};

export type VerifyAndRepairWorkflowConsistencyResponse = VerifyAndRepairWorkflowConsistencyResponses[keyof VerifyAndRepairWorkflowConsistencyResponses];

export type OnPushNotificationOptions = {
    body?: JsonNode;
    headers?: {
        Authorization?: string;
        'X-Conductor-A2A-Token'?: string;
    };
    path: {
        taskId: string;
    };
    query?: never;
    url: '/api/a2a/callback/{taskId}';
};

export type OnPushNotificationResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type GetAgentCardOptions = {
    body: A2aAgentCardRequest;
    path?: never;
    query?: never;
    url: '/api/a2a/agent-card';
};

export type GetAgentCardResponses = {
    /**
     * OK
     */
    200: A2aAgentCardResult;
};

export type GetAgentCardResponse = GetAgentCardResponses[keyof GetAgentCardResponses];

export type Terminate1Options = {
    body?: never;
    path: {
        workflowId: string;
    };
    query?: {
        reason?: string;
    };
    url: '/api/workflow/{workflowId}';
};

export type Terminate1Responses = {
    /**
     * OK
     */
    200: unknown;
};

export type GetExecutionStatusOptions = {
    body?: never;
    path: {
        workflowId: string;
    };
    query?: {
        includeTasks?: boolean;
    };
    url: '/api/workflow/{workflowId}';
};

export type GetExecutionStatusResponses = {
    /**
     * OK
     */
    200: Workflow;
};

export type GetExecutionStatusResponse = GetExecutionStatusResponses[keyof GetExecutionStatusResponses];

export type GetExecutionStatusTaskListOptions = {
    body?: never;
    path: {
        workflowId: string;
    };
    query?: {
        start?: number;
        count?: number;
        status?: Array<string>;
    };
    url: '/api/workflow/{workflowId}/tasks';
};

export type GetExecutionStatusTaskListResponses = {
    /**
     * OK
     */
    200: SearchResultTask;
};

export type GetExecutionStatusTaskListResponse = GetExecutionStatusTaskListResponses[keyof GetExecutionStatusTaskListResponses];

export type GetWorkflowStatusSummaryOptions = {
    body?: never;
    path: {
        workflowId: string;
    };
    query?: {
        includeOutput?: boolean;
        includeVariables?: boolean;
    };
    url: '/api/workflow/{workflowId}/status';
};

export type GetWorkflowStatusSummaryResponses = {
    /**
     * OK
     */
    200: WorkflowStatus;
};

export type GetWorkflowStatusSummaryResponse = GetWorkflowStatusSummaryResponses[keyof GetWorkflowStatusSummaryResponses];

export type GetWorkflows1Options = {
    body?: never;
    path: {
        name: string;
        correlationId: string;
    };
    query?: {
        includeClosed?: boolean;
        includeTasks?: boolean;
    };
    url: '/api/workflow/{name}/correlated/{correlationId}';
};

export type GetWorkflows1Responses = {
    /**
     * OK
     */
    200: Array<Workflow>;
};

export type GetWorkflows1Response = GetWorkflows1Responses[keyof GetWorkflows1Responses];

export type SearchOptions = {
    body?: never;
    path?: never;
    query?: {
        start?: number;
        size?: number;
        sort?: string;
        freeText?: string;
        query?: string;
        classifier?: string;
        topLevelOnly?: boolean;
    };
    url: '/api/workflow/search';
};

export type SearchResponses = {
    /**
     * OK
     */
    200: SearchResultWorkflowSummary;
};

export type SearchResponse = SearchResponses[keyof SearchResponses];

export type SearchV2Options = {
    body?: never;
    path?: never;
    query?: {
        start?: number;
        size?: number;
        sort?: string;
        freeText?: string;
        query?: string;
        classifier?: string;
        topLevelOnly?: boolean;
    };
    url: '/api/workflow/search-v2';
};

export type SearchV2Responses = {
    /**
     * OK
     */
    200: SearchResultWorkflow;
};

export type SearchV2Response = SearchV2Responses[keyof SearchV2Responses];

export type SearchWorkflowsByTasksOptions = {
    body?: never;
    path?: never;
    query?: {
        start?: number;
        size?: number;
        sort?: string;
        freeText?: string;
        query?: string;
    };
    url: '/api/workflow/search-by-tasks';
};

export type SearchWorkflowsByTasksResponses = {
    /**
     * OK
     */
    200: SearchResultWorkflowSummary;
};

export type SearchWorkflowsByTasksResponse = SearchWorkflowsByTasksResponses[keyof SearchWorkflowsByTasksResponses];

export type SearchWorkflowsByTasksV2Options = {
    body?: never;
    path?: never;
    query?: {
        start?: number;
        size?: number;
        sort?: string;
        freeText?: string;
        query?: string;
    };
    url: '/api/workflow/search-by-tasks-v2';
};

export type SearchWorkflowsByTasksV2Responses = {
    /**
     * OK
     */
    200: SearchResultWorkflow;
};

export type SearchWorkflowsByTasksV2Response = SearchWorkflowsByTasksV2Responses[keyof SearchWorkflowsByTasksV2Responses];

export type GetRunningWorkflowOptions = {
    body?: never;
    path: {
        name: string;
    };
    query?: {
        version?: number;
        startTime?: number;
        endTime?: number;
    };
    url: '/api/workflow/running/{name}';
};

export type GetRunningWorkflowResponses = {
    /**
     * OK
     */
    200: Array<string>;
};

export type GetRunningWorkflowResponse = GetRunningWorkflowResponses[keyof GetRunningWorkflowResponses];

export type GetExternalStorageLocationOptions = {
    body?: never;
    path?: never;
    query: {
        path: string;
        operation: string;
        payloadType: string;
    };
    url: '/api/workflow/external-storage-location';
};

export type GetExternalStorageLocationResponses = {
    /**
     * OK
     */
    200: ExternalStorageLocation;
};

export type GetExternalStorageLocationResponse = GetExternalStorageLocationResponses[keyof GetExternalStorageLocationResponses];

export type GetExternalStorageLocation1Options = {
    body?: never;
    path?: never;
    query: {
        path: string;
        operation: string;
        payloadType: string;
    };
    url: '/api/workflow/externalstoragelocation';
};

export type GetExternalStorageLocation1Responses = {
    /**
     * OK
     */
    200: ExternalStorageLocation;
};

export type GetExternalStorageLocation1Response = GetExternalStorageLocation1Responses[keyof GetExternalStorageLocation1Responses];

export type GetTaskOptions = {
    body?: never;
    path: {
        taskId: string;
    };
    query?: never;
    url: '/api/tasks/{taskId}';
};

export type GetTaskResponses = {
    /**
     * OK
     */
    200: Task;
};

export type GetTaskResponse = GetTaskResponses[keyof GetTaskResponses];

export type Search1Options = {
    body?: never;
    path?: never;
    query?: {
        start?: number;
        size?: number;
        sort?: string;
        freeText?: string;
        query?: string;
    };
    url: '/api/tasks/search';
};

export type Search1Responses = {
    /**
     * OK
     */
    200: SearchResultTaskSummary;
};

export type Search1Response = Search1Responses[keyof Search1Responses];

export type SearchV21Options = {
    body?: never;
    path?: never;
    query?: {
        start?: number;
        size?: number;
        sort?: string;
        freeText?: string;
        query?: string;
    };
    url: '/api/tasks/search-v2';
};

export type SearchV21Responses = {
    /**
     * OK
     */
    200: SearchResultTask;
};

export type SearchV21Response = SearchV21Responses[keyof SearchV21Responses];

export type SizeOptions = {
    body?: never;
    path?: never;
    query?: {
        taskType?: Array<string>;
    };
    url: '/api/tasks/queue/sizes';
};

export type SizeResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: number;
    };
};

export type SizeResponse = SizeResponses[keyof SizeResponses];

export type TaskDepthOptions = {
    body?: never;
    path?: never;
    query: {
        taskType: string;
        domain?: string;
        isolationGroupId?: string;
        executionNamespace?: string;
    };
    url: '/api/tasks/queue/size';
};

export type TaskDepthResponses = {
    /**
     * OK
     */
    200: number;
};

export type TaskDepthResponse = TaskDepthResponses[keyof TaskDepthResponses];

export type GetPollDataOptions = {
    body?: never;
    path?: never;
    query: {
        taskType: string;
    };
    url: '/api/tasks/queue/polldata';
};

export type GetPollDataResponses = {
    /**
     * OK
     */
    200: Array<PollData>;
};

export type GetPollDataResponse = GetPollDataResponses[keyof GetPollDataResponses];

export type GetAllPollDataOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/tasks/queue/polldata/all';
};

export type GetAllPollDataResponses = {
    /**
     * OK
     */
    200: Array<PollData>;
};

export type GetAllPollDataResponse = GetAllPollDataResponses[keyof GetAllPollDataResponses];

export type AllOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/tasks/queue/all';
};

export type AllResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: number;
    };
};

export type AllResponse = AllResponses[keyof AllResponses];

export type AllVerboseOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/tasks/queue/all/verbose';
};

export type AllVerboseResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: {
            [key: string]: {
                [key: string]: number;
            };
        };
    };
};

export type AllVerboseResponse = AllVerboseResponses[keyof AllVerboseResponses];

export type PollOptions = {
    body?: never;
    path: {
        tasktype: string;
    };
    query?: {
        workerid?: string;
        domain?: string;
    };
    url: '/api/tasks/poll/{tasktype}';
};

export type PollResponses = {
    /**
     * OK
     */
    200: Task;
};

export type PollResponse = PollResponses[keyof PollResponses];

export type BatchPollOptions = {
    body?: never;
    path: {
        tasktype: string;
    };
    query?: {
        workerid?: string;
        domain?: string;
        count?: number;
        timeout?: number;
    };
    url: '/api/tasks/poll/batch/{tasktype}';
};

export type BatchPollResponses = {
    /**
     * OK
     */
    200: Array<Task>;
};

export type BatchPollResponse = BatchPollResponses[keyof BatchPollResponses];

export type GetExternalStorageLocation2Options = {
    body?: never;
    path?: never;
    query: {
        path: string;
        operation: string;
        payloadType: string;
    };
    url: '/api/tasks/external-storage-location';
};

export type GetExternalStorageLocation2Responses = {
    /**
     * OK
     */
    200: ExternalStorageLocation;
};

export type GetExternalStorageLocation2Response = GetExternalStorageLocation2Responses[keyof GetExternalStorageLocation2Responses];

export type GetExternalStorageLocation3Options = {
    body?: never;
    path?: never;
    query: {
        path: string;
        operation: string;
        payloadType: string;
    };
    url: '/api/tasks/externalstoragelocation';
};

export type GetExternalStorageLocation3Responses = {
    /**
     * OK
     */
    200: ExternalStorageLocation;
};

export type GetExternalStorageLocation3Response = GetExternalStorageLocation3Responses[keyof GetExternalStorageLocation3Responses];

export type ExistsOptions = {
    body?: never;
    path: {
        key: string;
    };
    query?: never;
    url: '/api/secrets/{key}/exists';
};

export type ExistsResponses = {
    /**
     * OK
     */
    200: boolean;
};

export type ExistsResponse = ExistsResponses[keyof ExistsResponses];

export type ListWithMetaOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/secrets/v2';
};

export type ListWithMetaResponses = {
    /**
     * OK
     */
    200: Array<CredentialMeta>;
};

export type ListWithMetaResponse = ListWithMetaResponses[keyof ListWithMetaResponses];

export type SearchScheduledExecutionsOptions = {
    body?: never;
    path?: never;
    query?: {
        query?: string;
        freeText?: string;
        start?: number;
        size?: number;
        sort?: string;
    };
    url: '/api/scheduler/search/executions';
};

export type SearchScheduledExecutionsResponses = {
    /**
     * OK
     */
    200: SearchResultWorkflowScheduleExecutionModel;
};

export type SearchScheduledExecutionsResponse = SearchScheduledExecutionsResponses[keyof SearchScheduledExecutionsResponses];

export type DeleteScheduleOptions = {
    body?: never;
    path: {
        name: string;
    };
    query?: never;
    url: '/api/scheduler/schedules/{name}';
};

export type DeleteScheduleResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type GetScheduleOptions = {
    body?: never;
    path: {
        name: string;
    };
    query?: never;
    url: '/api/scheduler/schedules/{name}';
};

export type GetScheduleResponses = {
    /**
     * OK
     */
    200: WorkflowSchedule;
};

export type GetScheduleResponse = GetScheduleResponses[keyof GetScheduleResponses];

export type SearchSchedulesOptions = {
    body?: never;
    path?: never;
    query?: {
        workflowName?: string;
        scheduleName?: string;
        paused?: boolean;
        freeText?: string;
        start?: number;
        size?: number;
        sort?: string;
    };
    url: '/api/scheduler/schedules/search';
};

export type SearchSchedulesResponses = {
    /**
     * OK
     */
    200: SearchResultWorkflowSchedule;
};

export type SearchSchedulesResponse = SearchSchedulesResponses[keyof SearchSchedulesResponses];

export type GetNextFewSchedulesOptions = {
    body?: never;
    path?: never;
    query: {
        cronExpression: string;
        scheduleStartTime?: number;
        scheduleEndTime?: number;
        limit?: number;
    };
    url: '/api/scheduler/nextFewSchedules';
};

export type GetNextFewSchedulesResponses = {
    /**
     * OK
     */
    200: Array<number>;
};

export type GetNextFewSchedulesResponse = GetNextFewSchedulesResponses[keyof GetNextFewSchedulesResponses];

export type ResumeAllSchedulesOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/scheduler/admin/resume';
};

export type ResumeAllSchedulesResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type ResumeAllSchedulesResponse = ResumeAllSchedulesResponses[keyof ResumeAllSchedulesResponses];

export type RequeueAllExecutionRecordsOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/scheduler/admin/requeue';
};

export type RequeueAllExecutionRecordsResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type RequeueAllExecutionRecordsResponse = RequeueAllExecutionRecordsResponses[keyof RequeueAllExecutionRecordsResponses];

export type PauseAllSchedulesOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/scheduler/admin/pause';
};

export type PauseAllSchedulesResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type PauseAllSchedulesResponse = PauseAllSchedulesResponses[keyof PauseAllSchedulesResponses];

export type Size1Options = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/queue/size';
};

export type Size1Responses = {
    /**
     * OK
     */
    200: {
        [key: string]: number;
    };
};

export type Size1Response = Size1Responses[keyof Size1Responses];

export type NamesOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/queue/';
};

export type NamesResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: string;
    };
};

export type NamesResponse = NamesResponses[keyof NamesResponses];

export type StatusOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/providers/status';
};

export type StatusResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type StatusResponse = StatusResponses[keyof StatusResponses];

export type GetOptions = {
    body?: never;
    path: {
        name: string;
    };
    query?: {
        version?: number;
    };
    url: '/api/metadata/workflow/{name}';
};

export type GetResponses = {
    /**
     * OK
     */
    200: WorkflowDef;
};

export type GetResponse = GetResponses[keyof GetResponses];

export type GetWorkflowVersionsOptions = {
    body?: never;
    path: {
        name: string;
    };
    query?: never;
    url: '/api/metadata/workflow/{name}/versions';
};

export type GetWorkflowVersionsResponses = {
    /**
     * OK
     */
    200: Array<WorkflowDefSummary>;
};

export type GetWorkflowVersionsResponse = GetWorkflowVersionsResponses[keyof GetWorkflowVersionsResponses];

export type GetWorkflowNamesOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/metadata/workflow/names';
};

export type GetWorkflowNamesResponses = {
    /**
     * OK
     */
    200: Array<string>;
};

export type GetWorkflowNamesResponse = GetWorkflowNamesResponses[keyof GetWorkflowNamesResponses];

export type GetWorkflowNamesAndVersionsOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/metadata/workflow/names-and-versions';
};

export type GetWorkflowNamesAndVersionsResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type GetWorkflowNamesAndVersionsResponse = GetWorkflowNamesAndVersionsResponses[keyof GetWorkflowNamesAndVersionsResponses];

export type GetAllWorkflowsWithLatestVersionsOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/metadata/workflow/latest-versions';
};

export type GetAllWorkflowsWithLatestVersionsResponses = {
    /**
     * OK
     */
    200: Array<WorkflowDef>;
};

export type GetAllWorkflowsWithLatestVersionsResponse = GetAllWorkflowsWithLatestVersionsResponses[keyof GetAllWorkflowsWithLatestVersionsResponses];

export type UnregisterTaskDefOptions = {
    body?: never;
    path: {
        tasktype: string;
    };
    query?: never;
    url: '/api/metadata/taskdefs/{tasktype}';
};

export type UnregisterTaskDefResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type GetTaskDefOptions = {
    body?: never;
    path: {
        tasktype: string;
    };
    query?: never;
    url: '/api/metadata/taskdefs/{tasktype}';
};

export type GetTaskDefResponses = {
    /**
     * OK
     */
    200: TaskDef;
};

export type GetTaskDefResponse = GetTaskDefResponses[keyof GetTaskDefResponses];

export type DoCheckOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/health';
};

export type DoCheckResponses = {
    /**
     * OK
     */
    200: HealthCheckStatus;
};

export type DoCheckResponse = DoCheckResponses[keyof DoCheckResponses];

export type DoCheck1Options = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/health';
};

export type DoCheck1Responses = {
    /**
     * OK
     */
    200: HealthCheckStatus;
};

export type DoCheck1Response = DoCheck1Responses[keyof DoCheck1Responses];

export type GetFileMetadataOptions = {
    body?: never;
    path: {
        workflowId: string;
        fileId: string;
    };
    query?: never;
    url: '/api/files/{workflowId}/{fileId}';
};

export type GetFileMetadataResponses = {
    /**
     * OK
     */
    200: FileHandle;
};

export type GetFileMetadataResponse = GetFileMetadataResponses[keyof GetFileMetadataResponses];

export type GetUploadUrlOptions = {
    body?: never;
    path: {
        workflowId: string;
        fileId: string;
    };
    query?: never;
    url: '/api/files/{workflowId}/{fileId}/upload-url';
};

export type GetUploadUrlResponses = {
    /**
     * OK
     */
    200: FileUploadUrlResponse;
};

export type GetUploadUrlResponse = GetUploadUrlResponses[keyof GetUploadUrlResponses];

export type GetPartUploadUrlOptions = {
    body?: never;
    path: {
        workflowId: string;
        fileId: string;
        uploadId: string;
        partNumber: number;
    };
    query?: never;
    url: '/api/files/{workflowId}/{fileId}/multipart/{uploadId}/part/{partNumber}';
};

export type GetPartUploadUrlResponses = {
    /**
     * OK
     */
    200: FileUploadUrlResponse;
};

export type GetPartUploadUrlResponse = GetPartUploadUrlResponses[keyof GetPartUploadUrlResponses];

export type GetDownloadUrlOptions = {
    body?: never;
    path: {
        workflowId: string;
        fileId: string;
    };
    query?: never;
    url: '/api/files/{workflowId}/{fileId}/download-url';
};

export type GetDownloadUrlResponses = {
    /**
     * OK
     */
    200: FileDownloadUrlResponse;
};

export type GetDownloadUrlResponse = GetDownloadUrlResponses[keyof GetDownloadUrlResponses];

export type GetEventHandlersForEventOptions = {
    body?: never;
    path: {
        event: string;
    };
    query?: {
        activeOnly?: boolean;
    };
    url: '/api/event/{event}';
};

export type GetEventHandlersForEventResponses = {
    /**
     * OK
     */
    200: Array<EventHandler>;
};

export type GetEventHandlersForEventResponse = GetEventHandlersForEventResponses[keyof GetEventHandlersForEventResponses];

export type GetAll1Options = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/environment';
};

export type GetAll1Responses = {
    /**
     * OK
     */
    200: Array<EnvironmentVariable>;
};

export type GetAll1Response = GetAll1Responses[keyof GetAll1Responses];

export type Get1Options = {
    body?: never;
    path: {
        key: string;
    };
    query?: never;
    url: '/api/environment/{key}';
};

export type Get1Responses = {
    /**
     * OK
     */
    200: string;
};

export type Get1Response = Get1Responses[keyof Get1Responses];

export type DeleteAgentOptions = {
    body?: never;
    path: {
        name: string;
    };
    query?: {
        version?: number;
    };
    url: '/api/agent/{name}';
};

export type DeleteAgentResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type GetAgentDefOptions = {
    body?: never;
    path: {
        name: string;
    };
    query?: {
        version?: number;
    };
    url: '/api/agent/{name}';
};

export type GetAgentDefResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type GetAgentDefResponse = GetAgentDefResponses[keyof GetAgentDefResponses];

export type GetAgentStatusOptions = {
    body?: never;
    path: {
        executionId: string;
    };
    query?: never;
    url: '/api/agent/{executionId}/status';
};

export type GetAgentStatusResponses = {
    /**
     * OK
     */
    200: AgentStatusResponse;
};

export type GetAgentStatusResponse = GetAgentStatusResponses[keyof GetAgentStatusResponses];

export type GetTaskLogs1Options = {
    body?: never;
    path: {
        taskId: string;
    };
    query?: never;
    url: '/api/agent/tasks/{taskId}/log';
};

export type GetTaskLogs1Responses = {
    /**
     * OK
     */
    200: Array<TaskExecLog>;
};

export type GetTaskLogs1Response = GetTaskLogs1Responses[keyof GetTaskLogs1Responses];

export type StreamAgentOptions = {
    body?: never;
    headers?: {
        'Last-Event-ID'?: number;
    };
    path: {
        executionId: string;
    };
    query?: never;
    url: '/api/agent/stream/{executionId}';
};

export type StreamAgentResponses = {
    /**
     * OK
     */
    200: SseEmitter;
};

export type StreamAgentResponse = StreamAgentResponses[keyof StreamAgentResponses];

export type ListAgentsOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/agent/list';
};

export type ListAgentsResponses = {
    /**
     * OK
     */
    200: Array<AgentSummary>;
};

export type ListAgentsResponse = ListAgentsResponses[keyof ListAgentsResponses];

export type SearchAgentExecutionsOptions = {
    body?: never;
    path?: never;
    query?: {
        start?: number;
        size?: number;
        sort?: string;
        freeText?: string;
        status?: string;
        agentName?: string;
        sessionId?: string;
        classifier?: string;
    };
    url: '/api/agent/executions';
};

export type SearchAgentExecutionsResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type SearchAgentExecutionsResponse = SearchAgentExecutionsResponses[keyof SearchAgentExecutionsResponses];

export type TerminateExecutionOptions = {
    body?: never;
    path: {
        executionId: string;
    };
    query?: {
        reason?: string;
    };
    url: '/api/agent/executions/{executionId}';
};

export type TerminateExecutionResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type GetExecutionDetailOptions = {
    body?: never;
    path: {
        executionId: string;
    };
    query?: never;
    url: '/api/agent/executions/{executionId}';
};

export type GetExecutionDetailResponses = {
    /**
     * OK
     */
    200: AgentExecutionDetail;
};

export type GetExecutionDetailResponse = GetExecutionDetailResponses[keyof GetExecutionDetailResponses];

export type GetExecutionTasksOptions = {
    body?: never;
    path: {
        executionId: string;
    };
    query?: {
        status?: string;
        count?: number;
        start?: number;
    };
    url: '/api/agent/executions/{executionId}/tasks';
};

export type GetExecutionTasksResponses = {
    /**
     * OK
     */
    200: TaskListResponse;
};

export type GetExecutionTasksResponse = GetExecutionTasksResponses[keyof GetExecutionTasksResponses];

export type GetFullExecutionOptions = {
    body?: never;
    path: {
        executionId: string;
    };
    query?: never;
    url: '/api/agent/executions/{executionId}/full';
};

export type GetFullExecutionResponses = {
    /**
     * OK
     */
    200: Workflow;
};

export type GetFullExecutionResponse = GetFullExecutionResponses[keyof GetFullExecutionResponses];

export type SearchExecutionsRawOptions = {
    body?: never;
    path?: never;
    query?: {
        start?: number;
        size?: number;
        sort?: string;
        freeText?: string;
        query?: string;
        classifier?: string;
    };
    url: '/api/agent/executions/search';
};

export type SearchExecutionsRawResponses = {
    /**
     * OK
     */
    200: SearchResultWorkflowSummary;
};

export type SearchExecutionsRawResponse = SearchExecutionsRawResponses[keyof SearchExecutionsRawResponses];

export type GetExecutionOptions = {
    body?: never;
    path: {
        executionId: string;
    };
    query?: never;
    url: '/api/agent/execution/{executionId}';
};

export type GetExecutionResponses = {
    /**
     * OK
     */
    200: AgentRun;
};

export type GetExecutionResponse = GetExecutionResponses[keyof GetExecutionResponses];

export type GetAgentDefinitionOptions = {
    body?: never;
    path: {
        name: string;
    };
    query?: {
        version?: number;
    };
    url: '/api/agent/definitions/{name}';
};

export type GetAgentDefinitionResponses = {
    /**
     * OK
     */
    200: WorkflowDef;
};

export type GetAgentDefinitionResponse = GetAgentDefinitionResponses[keyof GetAgentDefinitionResponses];

export type ViewOptions = {
    body?: never;
    path: {
        tasktype: string;
    };
    query?: {
        start?: number;
        count?: number;
    };
    url: '/api/admin/task/{tasktype}';
};

export type ViewResponses = {
    /**
     * OK
     */
    200: Array<Task>;
};

export type ViewResponse = ViewResponses[keyof ViewResponses];

export type GetEventQueuesOptions = {
    body?: never;
    path?: never;
    query?: {
        verbose?: boolean;
    };
    url: '/api/admin/queues';
};

export type GetEventQueuesResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type GetEventQueuesResponse = GetEventQueuesResponses[keyof GetEventQueuesResponses];

export type GetAllConfigOptions = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/admin/config';
};

export type GetAllConfigResponses = {
    /**
     * OK
     */
    200: {
        [key: string]: {
            [key: string]: unknown;
        };
    };
};

export type GetAllConfigResponse = GetAllConfigResponses[keyof GetAllConfigResponses];

export type TerminateRemoveOptions = {
    body?: never;
    path: {
        workflowId: string;
    };
    query?: {
        reason?: string;
        archiveWorkflow?: boolean;
    };
    url: '/api/workflow/{workflowId}/terminate-remove';
};

export type TerminateRemoveResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type DeleteOptions = {
    body?: never;
    path: {
        workflowId: string;
    };
    query?: {
        archiveWorkflow?: boolean;
    };
    url: '/api/workflow/{workflowId}/remove';
};

export type DeleteResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type TerminateRemove1Options = {
    body: Array<string>;
    path?: never;
    query?: {
        archiveWorkflow?: boolean;
        reason?: string;
    };
    url: '/api/workflow/bulk/terminate-remove';
};

export type TerminateRemove1Responses = {
    /**
     * OK
     */
    200: BulkResponseString;
};

export type TerminateRemove1Response = TerminateRemove1Responses[keyof TerminateRemove1Responses];

export type DeleteWorkflowOptions = {
    body: Array<string>;
    path?: never;
    query?: {
        archiveWorkflow?: boolean;
    };
    url: '/api/workflow/bulk/remove';
};

export type DeleteWorkflowResponses = {
    /**
     * OK
     */
    200: BulkResponseString;
};

export type DeleteWorkflowResponse = DeleteWorkflowResponses[keyof DeleteWorkflowResponses];

export type UnregisterWorkflowDefOptions = {
    body?: never;
    path: {
        name: string;
        version: number;
    };
    query?: never;
    url: '/api/metadata/workflow/{name}/{version}';
};

export type UnregisterWorkflowDefResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type AbortMultipartUploadOptions = {
    body?: never;
    path: {
        workflowId: string;
        fileId: string;
        uploadId: string;
    };
    query?: never;
    url: '/api/files/{workflowId}/{fileId}/multipart/{uploadId}';
};

export type AbortMultipartUploadResponses = {
    /**
     * No Content
     */
    204: void;
};

export type AbortMultipartUploadResponse = AbortMultipartUploadResponses[keyof AbortMultipartUploadResponses];

export type RemoveEventHandlerStatusOptions = {
    body?: never;
    path: {
        name: string;
    };
    query?: never;
    url: '/api/event/{name}';
};

export type RemoveEventHandlerStatusResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type CancelAgentOptions = {
    body?: never;
    path: {
        executionId: string;
    };
    query?: {
        reason?: string;
    };
    url: '/api/agent/{executionId}/cancel';
};

export type CancelAgentResponses = {
    /**
     * OK
     */
    200: unknown;
};

export type DeleteExecutionRecordOptions = {
    body?: never;
    path: {
        executionId: string;
    };
    query?: {
        archiveTasks?: boolean;
    };
    url: '/api/agent/executions/{executionId}/record';
};

export type DeleteExecutionRecordResponses = {
    /**
     * OK
     */
    200: unknown;
};
