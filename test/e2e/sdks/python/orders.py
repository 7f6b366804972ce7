"""
python orders.py SERVER_URL PREFIX

A usual program of the official Python SDK: registers definitions, starts three workflows, works on their tasks until they are over, and prints what came
of them as the last line of its output, in JSON. Names of definitions begin with PREFIX.
"""

import json
import sys
import time

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.context.task_context import get_task_context
from conductor.client.http.models.start_workflow_request import StartWorkflowRequest
from conductor.client.http.models.task import Task
from conductor.client.http.models.task_def import TaskDef
from conductor.client.orkes_clients import OrkesClients
from conductor.client.worker.worker import Worker
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.simple_task import simple_task
from conductor.client.workflow.task.switch_task import SwitchTask

RUNNING = ("RUNNING", "PAUSED")
DEADLINE_SECONDS = 30


def price(quantity: int, unitPrice: int) -> dict:
    total = quantity * unitPrice
    return {"total": total, "size": "small" if total < 100 else "large"}


def deliver(task: Task) -> dict:
    if task.retry_count == 0:
        raise RuntimeError("nobody is there yet")
    vehicle = task.input_data["vehicle"]
    get_task_context().add_log(f"delivered by {vehicle}")
    return {"by": vehicle, "attempt": task.retry_count}


def order_workflow(executor, prefix):
    def deliver_by(vehicle):
        return simple_task(f"{prefix}_deliver", f"deliver_by_{vehicle}", {"vehicle": vehicle})

    order = ConductorWorkflow(executor, f"{prefix}_order", 1, "An order, from its price to its delivery")
    order.owner_email("orders@example.com")
    order >> simple_task(f"{prefix}_price", "price", {"quantity": "${workflow.input.quantity}", "unitPrice": 30})
    order >> SwitchTask("by_size", "${price.output.size}").switch_case("large", [deliver_by("truck")]).default_case(
        [deliver_by("bike")]
    )
    order.output_parameters(
        {
            "total": "${price.output.total}",
            "truck": "${deliver_by_truck.output.by}",
            "bike": "${deliver_by_bike.output.by}",
        }
    )
    return order


def when_over(workflows, workflow_id):
    started = time.monotonic()
    while True:
        run = workflows.get_workflow(workflow_id, include_tasks=True)
        if run.status not in RUNNING:
            return run
        if time.monotonic() - started > DEADLINE_SECONDS:
            raise TimeoutError(f"{workflow_id} is still {run.status}")
        time.sleep(0.1)


def outcome(run, tasks_client):
    return {
        "workflowName": run.workflow_name,
        "workflowVersion": run.workflow_version,
        "correlationId": run.correlation_id,
        "priority": run.priority,
        "status": run.status,
        "input": run.input,
        "output": run.output,
        "tasks": [
            {
                "referenceTaskName": task.reference_task_name,
                "taskType": task.task_type,
                "status": task.status,
                "seq": task.seq,
                "retryCount": task.retry_count,
                "retried": task.retried,
                "reasonForIncompletion": task.reason_for_incompletion,
                "inputData": task.input_data,
                "outputData": task.output_data,
                # Of the trace of an error only its last line: the others are the SDK's own.
                "logs": [line.log.strip().split("\n")[-1] for line in tasks_client.get_task_logs(task.task_id) or []],
            }
            for task in run.tasks
        ],
    }


def main(server_url, prefix):
    configuration = Configuration(base_url=server_url)
    clients = OrkesClients(configuration)
    workflows = clients.get_workflow_client()
    executor = clients.get_workflow_executor()
    metadata = clients.get_metadata_client()

    metadata.register_task_def(TaskDef(name=f"{prefix}_price", owner_email="orders@example.com"))
    metadata.register_task_def(
        TaskDef(
            name=f"{prefix}_deliver",
            owner_email="orders@example.com",
            retry_count=2,
            retry_logic="FIXED",
            retry_delay_seconds=1,
        )
    )
    order = order_workflow(executor, prefix)
    order.register(overwrite=True)

    workers = [Worker(f"{prefix}_price", price), Worker(f"{prefix}_deliver", deliver)]
    with TaskHandler(workers, configuration, scan_for_annotated_workers=False) as handler:
        handler.start_processes()
        small = workflows.start_workflow(
            StartWorkflowRequest(
                name=order.name, version=1, correlation_id="small", priority=5, input={"quantity": 1}
            )
        )
        large = order.start_workflow_with_input({"quantity": 10}, correlation_id="large")
        executed = order.execute({"quantity": 2})
        tasks_client = clients.get_task_client()
        outcomes = [outcome(when_over(workflows, id), tasks_client) for id in (small, large, executed.workflow_id)]
    print(json.dumps({"executed": {"status": executed.status, "output": executed.output}, "outcomes": outcomes}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
