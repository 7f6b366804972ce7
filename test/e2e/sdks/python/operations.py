"""
python operations.py SERVER_URL PREFIX

Calls, one after the other, what the official Python SDK offers beside workers, and prints what each answered as the last line of its output, in JSON.
Names of definitions begin with PREFIX.
"""

import json
import sys
import time

from conductor.client.configuration.configuration import Configuration
from conductor.client.http.api_client import ApiClient
from conductor.client.http.models.rerun_workflow_request import RerunWorkflowRequest
from conductor.client.http.models.save_schedule_request import SaveScheduleRequest
from conductor.client.http.models.skip_task_request import SkipTaskRequest
from conductor.client.http.models.start_workflow_request import StartWorkflowRequest
from conductor.client.http.models.task_def import TaskDef
from conductor.client.http.models.task_result import TaskResult
from conductor.client.http.models.workflow_test_request import WorkflowTestRequest
from conductor.client.http.rest import ApiException
from conductor.client.orkes_clients import OrkesClients
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.pull_workflow_messages_task import PullWorkflowMessagesTask
from conductor.client.workflow.task.simple_task import simple_task
from conductor.client.workflow.task.wait_task import WaitForDurationTask

DEADLINE_SECONDS = 30


def until(call, is_reached):
    """Asks again until the answer is as awaited: the server writes its index a little later."""
    started = time.monotonic()
    while True:
        answer = call()
        if is_reached(answer):
            return answer
        if time.monotonic() - started > DEADLINE_SECONDS:
            raise TimeoutError(f"in vain: {answer}")
        time.sleep(0.1)


def main(server_url, prefix):
    task_name, flow_name, waiting_name = f"{prefix}_task", f"{prefix}_flow", f"{prefix}_waiting"
    configuration = Configuration(base_url=server_url)
    clients = OrkesClients(configuration)
    workflows = clients.get_workflow_client()
    executor = clients.get_workflow_executor()
    metadata = clients.get_metadata_client()
    tasks = clients.get_task_client()
    scheduler = clients.get_scheduler_client()
    as_json = ApiClient(configuration).sanitize_for_serialization
    answers = []

    def step(name, call):
        """Notes what a call answered or how it failed."""
        try:
            answer = call()
            answers.append([name, as_json(answer)])
            return answer
        except ApiException as error:
            answers.append([name, {"status": error.status, "failed": error.message}])
            return None

    def task_of(workflow_id, reference):
        run = workflows.get_workflow(workflow_id, include_tasks=True)
        return [task for task in run.tasks if task.reference_task_name == reference][-1]

    # Definitions.
    step("register a task", lambda: metadata.register_task_def(TaskDef(name=task_name, owner_email="a@example.com")))
    step(
        "update a task",
        lambda: metadata.update_task_def(
            TaskDef(name=task_name, owner_email="a@example.com", retry_count=1, retry_delay_seconds=0)
        ),
    )
    step("get a task", lambda: metadata.get_task_def(task_name))
    step("get an unknown task", lambda: metadata.get_task_def(f"{prefix}_unknown"))
    flow = ConductorWorkflow(executor, flow_name, 1, "two tasks").owner_email("a@example.com").timeout_seconds(0)
    flow >> simple_task(task_name, "first", {"text": "${workflow.input.text}"})
    flow >> simple_task(task_name, "second", {"before": "${first.output}"})
    waiting = ConductorWorkflow(executor, waiting_name, 1, "waits").owner_email("a@example.com").timeout_seconds(0)
    waiting >> WaitForDurationTask("wait", 3600)
    waiting >> PullWorkflowMessagesTask("pull", batch_size=2)
    waiting >> simple_task(task_name, "after", {"waited": "${wait.output}", "pulled": "${pull.output.count}"})
    step("register a workflow", lambda: flow.register(overwrite=True))
    step("register it by the client", lambda: metadata.register_workflow_def(flow.to_workflow_def(), overwrite=True))
    step("register it without overwriting", lambda: metadata.register_workflow_def(flow.to_workflow_def(), overwrite=False))
    step("register another", lambda: metadata.update_workflow_def(waiting.to_workflow_def()))
    step("get a workflow definition", lambda: metadata.get_workflow_def(flow_name, 1))
    step("get the latest workflow definition", lambda: metadata.get_workflow_def(flow_name))
    step("get an unknown one", lambda: metadata.get_workflow_def(f"{prefix}_unknown"))

    # One workflow, task by task.
    step("start an unknown workflow", lambda: workflows.start_workflow(StartWorkflowRequest(name=f"{prefix}_unknown")))
    one = step(
        "start", lambda: workflows.start_workflow_by_name(flow_name, {"text": "a"}, 1, f"{prefix}_correlation", 3)
    )
    step("status", lambda: workflows.get_workflow_status(one, include_output=True, include_variables=True))
    step("queue size", lambda: tasks.get_queue_size_for_task(task_name))
    step("pause", lambda: workflows.pause_workflow(one))
    step("resume", lambda: workflows.resume_workflow(one))
    first = step("poll", lambda: tasks.poll_task(task_name, worker_id="worker"))
    step("get a task by id", lambda: tasks.get_task(first.task_id))
    step("get an unknown task by id", lambda: tasks.get_task("00000000-0000-0000-0000-000000000000"))
    step("log", lambda: tasks.add_task_log(first.task_id, "a line"))
    step("logs", lambda: tasks.get_task_logs(first.task_id))
    failed = TaskResult(one, first.task_id, "no reason", worker_id="worker", status="FAILED", output_data={"text": "f"})
    step("update a task by id", lambda: tasks.update_task(failed))
    step("poll several", lambda: tasks.batch_poll_tasks(task_name, "worker", 5, 100))
    step("poll when there is none", lambda: tasks.poll_task(task_name, "worker"))
    step("update a task by name", lambda: tasks.update_task_by_ref_name(one, "first", "COMPLETED", "b"))
    step(
        "update a task by name, and get the workflow",
        lambda: tasks.update_task_sync(one, "second", "COMPLETED", {"text": "c"}),
    )
    step(
        "update a task of a workflow that is over",
        lambda: tasks.update_task_by_ref_name(one, "second", "FAILED", "d"),
    )
    step(
        "update a task of a workflow that is over, and get the workflow",
        lambda: tasks.update_task_sync(one, "second", "FAILED", {"text": "d"}),
    )
    step("poll data", lambda: tasks.get_task_poll_data(task_name))
    step("pause one that is over", lambda: workflows.pause_workflow(one))
    step("resume one that is over", lambda: workflows.resume_workflow(one))
    again = RerunWorkflowRequest(re_run_from_task_id=task_of(one, "second").task_id, task_input={"before": "again"})
    step("rerun from a task", lambda: workflows.rerun_workflow(one, again))
    step("after the rerun", lambda: workflows.get_workflow(one, True))
    step("terminate", lambda: workflows.terminate_workflow(one, "enough"))
    step("after the termination", lambda: workflows.get_workflow(one, True))
    step("retry", lambda: workflows.retry_workflow(one, True))
    step(
        "skip a task that is scheduled",
        lambda: workflows.skip_task_from_workflow(one, "second", SkipTaskRequest(task_output={"text": "x"})),
    )
    step("restart while it runs", lambda: workflows.restart_workflow(one))
    step("terminate again", lambda: workflows.terminate_workflow(one, "enough again"))
    step("restart", lambda: workflows.restart_workflow(one, use_latest_def=True))
    step("after the restart", lambda: workflows.get_workflow(one, True))
    step(
        "by correlation id",
        lambda: workflows.get_by_correlation_ids(flow_name, [f"{prefix}_correlation"], include_completed=True),
    )

    # A workflow that waits.
    two = step("start one that waits", lambda: waiting.start_workflow_with_input({}, correlation_id=f"{prefix}_second"))
    step("signal, and wait for what comes of it", lambda: executor.signal(two, "COMPLETED", {"signalled": True}))
    step("signal one that waits no longer", lambda: executor.signal_async(two, "COMPLETED", {"signalled": True}))
    step("send a message", lambda: workflows.send_message(two, {"text": "message"}))
    step("send a message to nobody", lambda: workflows.send_message("unknown", {"text": "message"}))
    until(lambda: workflows.get_workflow(two, True), lambda run: len(run.tasks) == 3)
    step("after the message", lambda: workflows.get_workflow(two, True))
    step("update its variables", lambda: workflows.update_variables(two, {"v": 1}))
    step("complete it", lambda: tasks.update_task_by_ref_name(two, "after", "COMPLETED", {"done": True}))
    query = f"workflowType IN ({waiting_name}) AND status IN (COMPLETED)"
    step("search", lambda: until(lambda: workflows.search(0, 10, "*", query), lambda found: len(found.results or []) == 1))
    request = StartWorkflowRequest(name=flow_name, version=1, input={"text": "e"})
    step("execute, for a second", lambda: workflows.execute_workflow(request, "request", "second", 1))
    step(
        "test a workflow",
        lambda: workflows.test_workflow(
            WorkflowTestRequest(
                name=flow_name,
                version=1,
                input={"text": "t"},
                task_ref_to_mock_output={
                    "first": [{"status": "COMPLETED", "output": {"text": "mocked"}}],
                    "second": [{"status": "FAILED", "output": {}}, {"status": "COMPLETED", "output": {"text": "too"}}],
                },
            )
        ),
    )

    # Schedules.
    schedule = SaveScheduleRequest(
        name=f"{prefix}_schedule",
        cron_expression="0 0 12 1 1 ?",
        paused=True,
        start_workflow_request=StartWorkflowRequest(name=flow_name, version=1, input={"text": "s"}),
    )
    step("save a schedule", lambda: scheduler.save_schedule(schedule))
    step("get a schedule", lambda: scheduler.get_schedule(schedule.name))
    step("resume a schedule", lambda: scheduler.resume_schedule(schedule.name))
    step("pause a schedule", lambda: scheduler.pause_schedule(schedule.name, "a reason"))
    step("schedules of a workflow", lambda: scheduler.get_all_schedules(flow_name))
    step("next times", lambda: scheduler.get_next_few_schedule_execution_times("0 0 12 1 1 ?", limit=3))
    step("delete a schedule", lambda: scheduler.delete_schedule(schedule.name))
    step("get a deleted schedule", lambda: scheduler.get_schedule(schedule.name))

    # The end.
    step("delete a workflow", lambda: workflows.delete_workflow(two, archive_workflow=False))
    step("get a deleted workflow", lambda: workflows.get_workflow(two, True))
    step("unregister a workflow", lambda: metadata.unregister_workflow_def(waiting_name, 1))
    step("unregister a task", lambda: metadata.unregister_task_def(task_name))
    step("unregister it again", lambda: metadata.unregister_task_def(task_name))
    print(json.dumps({"answers": answers}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
