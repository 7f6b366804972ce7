import { expect } from 'chai';

import type { WorkflowSchedule, WorkflowScheduleExecutionModel } from '../../../generated/index.js';
import { ApiScene, SCENE_START_MS } from '../support/api-scene.js';
import { play, recordedCases } from '../support/recorded.js';

describe('the operations of schedules answer as the server was recorded to', () => {
  for (const recorded of recordedCases(new URL('recorded-schedules.json', import.meta.url))) {
    it(recorded.name, () => play(recorded, new ApiScene()));
  }
});

const SCHEDULES = '/api/scheduler/schedules';
const SECOND_MS = 1_000;

describe('a schedule', () => {
  it('starts its workflow at each time of its cron, and tells it which one that is', async () => {
    const scene = await withNoop();
    await save(scene, { cronExpression: '0 */15 * * * *', zoneId: 'Europe/Berlin' });
    await scene.advance(30 * 60 * SECOND_MS);
    const [first, second, ...more] = await runs(scene);
    expect(more).to.deep.equal([]);
    expect(first).to.deep.include({
      scheduleName: 'nightly',
      state: 'EXECUTED',
      scheduledTime: SCENE_START_MS + 15 * 60 * SECOND_MS,
      executionTime: SCENE_START_MS + 15 * 60 * SECOND_MS,
      workflowName: 'clean',
    });
    const { body } = await scene.send('GET', `/api/workflow/${second?.workflowId ?? ''}`);
    expect(body).to.deep.include({
      status: 'COMPLETED',
      correlationId: 'c',
      priority: 3,
      input: {
        a: 1,
        _startedByScheduler: 'nightly',
        _scheduledTime: SCENE_START_MS + 30 * 60 * SECOND_MS,
        _executedTime: SCENE_START_MS + 30 * 60 * SECOND_MS,
        _executionId: second?.executionId,
        _schedulerCron: '0 */15 * * * * Europe/Berlin',
      },
    });
  });

  it('goes by the clock of its time zone', async () => {
    const scene = await withNoop();
    await save(scene, { cronExpression: '0 0 12 * * *', zoneId: 'Asia/Tokyo' });
    await scene.advance(DAY_MS);
    expect((await runs(scene)).map(({ scheduledTime }) => new Date(scheduledTime).toISOString())).to.deep.equal([
      '2030-01-08T03:00:00.000Z',
    ]);
  });

  it('runs by each of several crons', async () => {
    const scene = await withNoop();
    const cronSchedules = [
      { cronExpression: '0/2 * * * * *' },
      { cronExpression: '1/2 * * * * *', zoneId: 'Europe/Berlin' },
      { cronExpression: 'nonsense' },
    ];
    await save(scene, { cronSchedules });
    await scene.advance(4 * SECOND_MS);
    expect(secondsOf(await runs(scene))).to.deep.equal([1, 2, 3, 4]);
  });

  it('keeps to its start and its end', async () => {
    const scene = await withNoop();
    const scheduleStartTime = SCENE_START_MS + 3 * SECOND_MS;
    const scheduleEndTime = SCENE_START_MS + 5 * SECOND_MS;
    await save(scene, { cronExpression: '* * * * * *', scheduleStartTime, scheduleEndTime });
    await scene.advance(10 * SECOND_MS);
    expect(secondsOf(await runs(scene))).to.deep.equal([3, 4, 5]);
  });

  it('does not run while it is paused, and what it missed is gone', async () => {
    const scene = await withNoop();
    await save(scene, { cronExpression: '* * * * * *', runCatchupScheduleInstances: true });
    await scene.advance(2 * SECOND_MS);
    await scene.send('PUT', `${SCHEDULES}/nightly/pause`);
    await scene.advance(3 * SECOND_MS);
    await scene.send('PUT', `${SCHEDULES}/nightly/resume`);
    await scene.advance(2 * SECOND_MS);
    expect(secondsOf(await runs(scene))).to.deep.equal([1, 2, 6, 7]);
  });

  it('runs no more once it is replaced or deleted', async () => {
    const scene = await withNoop();
    await save(scene, { cronExpression: '* * * * * *' });
    await scene.advance(SECOND_MS);
    await save(scene, { cronExpression: '0/5 * * * * *' });
    await scene.advance(4 * SECOND_MS);
    await scene.send('DELETE', `${SCHEDULES}/nightly`);
    await scene.advance(10 * SECOND_MS);
    expect(secondsOf(await runs(scene))).to.deep.equal([1, 5]);
  });

  it('runs once for all that it missed while the scheduler was paused', async () => {
    const scene = await withNoop();
    await save(scene, { cronExpression: '* * * * * *' });
    expect((await scene.send('GET', '/api/scheduler/admin/pause')).body).to.deep.equal({ status: 'done' });
    await scene.advance(3_500);
    expect(await runs(scene)).to.deep.equal([]);
    expect((await scene.send('GET', '/api/scheduler/admin/resume')).body).to.deep.equal({ status: 'done' });
    await scene.advance(SECOND_MS);
    expect(secondsOf(await runs(scene))).to.deep.equal([1, 4]);
  });

  it('catches up on what it missed while the scheduler was paused, if it is meant to', async () => {
    const scene = await withNoop();
    await save(scene, { cronExpression: '0/2 * * * * *', runCatchupScheduleInstances: true });
    await scene.send('GET', '/api/scheduler/admin/pause');
    await scene.advance(6_500);
    await scene.send('GET', '/api/scheduler/admin/resume');
    await scene.advance(4 * SECOND_MS);
    expect(secondsOf(await runs(scene))).to.deep.equal([2, 4, 6, 8, 10]);
  });

  it('records why a run could not be started, and goes on', async () => {
    const scene = new ApiScene();
    await save(scene, { cronExpression: '* * * * * *' });
    await scene.advance(SECOND_MS);
    await save(scene, { cronExpression: '* * * * * *', startWorkflowRequest: { name: 'clean', priority: 200 } });
    await scene.advance(SECOND_MS);
    const found = await runs(scene, 'nightly AND state IN (FAILED)');
    expect(found.map(({ reason }) => reason)).to.deep.equal([
      'No such workflow defined. name=clean, version=null',
      'startWorkflow.arg0.priority: priority: 200 should be maximum 99',
    ]);
  });

  it('does not keep a clock that jumps by itself from coming to rest', async () => {
    const scene = await withNoop();
    await save(scene, { cronExpression: '* * * * * *' });
    expect(scene.clock.nextTimerAt).to.equal(undefined);
  });
});

describe('the runs of schedules', () => {
  const searches: readonly (readonly [query: string, hits: number])[] = [
    ['query=scheduleName IN (one,two)', 7],
    ['query=one AND state IN (EXECUTED)', 4],
    ['query=one AND two', 7],
    ['query=scheduleName="one"', 0],
    ['query=workflowName=CLE', 7],
    ['query=workflowName="clean"', 0],
    [`query=scheduledTime>${SCENE_START_MS + 2 * SECOND_MS}`, 3],
    [`query=scheduledTime<${SCENE_START_MS + 2 * SECOND_MS} AND two`, 1],
    ['query=executionId=x', 0],
    ['query=state IN (NONSENSE)', 0],
    ['freeText=nothing', 7],
  ];
  for (const [query, hits] of searches) {
    it(`are found by ${query}`, async () => {
      const scene = await withTwo();
      expect(await find(scene, query)).to.have.property('totalHits', hits);
    });
  }

  it('are sorted, the latest first when nothing is said', async () => {
    const scene = await withTwo();
    expect(secondsOf((await find(scene, 'query=one')).results)).to.deep.equal([4, 3, 2, 1]);
    expect(secondsOf((await find(scene, 'query=one&sort=scheduledTime:ASC&start=1&size=2')).results)).to.deep.equal([
      2, 3,
    ]);
    const byName = (await find(scene, 'sort=scheduleName:ASC,scheduledTime:DESC')).results;
    expect(byName.map(({ scheduleName }) => scheduleName).join()).to.equal('one,one,one,one,two,two,two');
    expect(secondsOf(byName)).to.deep.equal([4, 3, 2, 1, 3, 2, 1]);
  });

  it('stay when their schedule is deleted', async () => {
    const scene = await withTwo();
    await scene.send('DELETE', `${SCHEDULES}/one`);
    expect(await find(scene, 'query=one')).to.have.property('totalHits', 4);
  });
});

const DAY_MS = 86_400 * SECOND_MS;

async function withNoop(): Promise<ApiScene> {
  const scene = new ApiScene();
  const tasks = [{ name: 'nothing', taskReferenceName: 'nothing', type: 'NOOP' }];
  await scene.send('POST', '/api/metadata/workflow', { name: 'clean', tasks });
  return scene;
}

/** Four runs of one schedule, three of another. */
async function withTwo(): Promise<ApiScene> {
  const scene = await withNoop();
  await save(scene, { name: 'one', cronExpression: '* * * * * *' });
  await save(scene, { name: 'two', cronExpression: '* * * * * *' });
  await scene.advance(3 * SECOND_MS);
  await scene.send('DELETE', `${SCHEDULES}/two`);
  await scene.advance(SECOND_MS);
  await scene.send('PUT', `${SCHEDULES}/one/pause`);
  return scene;
}

async function save(scene: ApiScene, schedule: Partial<WorkflowSchedule>): Promise<void> {
  const startWorkflowRequest = { name: 'clean', input: { a: 1 }, correlationId: 'c', priority: 3 };
  const { status } = await scene.send('POST', SCHEDULES, { name: 'nightly', startWorkflowRequest, ...schedule });
  expect(status).to.equal(200);
}

interface Found {
  readonly totalHits: number;
  readonly results: readonly WorkflowScheduleExecutionModel[];
}

async function find(scene: ApiScene, query: string): Promise<Found> {
  const { status, body } = await scene.send('GET', `/api/scheduler/search/executions?${encodeURI(query)}`);
  expect(status).to.equal(200);
  return body as Found;
}

/** The oldest first. */
async function runs(scene: ApiScene, query = 'nightly'): Promise<Found['results']> {
  return (await find(scene, `query=${query}&sort=scheduledTime:ASC`)).results;
}

function secondsOf(found: Found['results']): readonly number[] {
  return found.map(({ scheduledTime }) => (scheduledTime - SCENE_START_MS) / SECOND_MS);
}
