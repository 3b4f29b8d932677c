// The console: one page over the public API. Text from the API is only ever set as text.

const EVENTS = ['run-started', 'run-paused', 'run-unpaused', 'run-cancelling', 'run-succeeded', 'run-failed',
  'run-cancelled', 'run-resumed', 'run-taken-over', 'run-late', 'step-queued', 'step-started', 'step-progress',
  'step-reused', 'step-succeeded', 'step-failed', 'step-retrying', 'step-late', 'step-skipped', 'step-cancelled'];
const ENDED = ['SUCCEEDED', 'FAILED', 'CANCELLED'];

const at = id => document.getElementById(id);
let shown = null;      // the run on display
let stream = null;     // its events
let refreshing = null;
let logOf = null;      // the step whose log is open
let version = null;    // the chosen pipeline's latest version

async function call(path, options = {}) {
  const response = await fetch(path, options);
  const body = response.status === 204 ? null : await response.json();
  if (!response.ok) {
    const failure = new Error(body?.detail ?? `${response.status} ${response.statusText}`);
    failure.mistakes = body?.mistakes ?? [];
    throw failure;
  }
  return body;
}

function element(tag, {text, test, className, ...rest} = {}, ...children) {
  const made = Object.assign(document.createElement(tag), rest);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  if (test) made.dataset.testid = test;
  made.append(...children);
  return made;
}

function duration(from, to) {
  if (!from) return '';
  const seconds = Math.max(0, ((to ? new Date(to) : new Date()) - new Date(from)) / 1000);
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

const state = (value, test) => element('span', {text: value, className: `state ${value}`, test});

function told(failure) {
  const lines = (failure.mistakes ?? []).map(mistake =>
    `${mistake.line ? `line ${mistake.line}, column ${mistake.column}: ` : ''}${mistake.field ? `${mistake.field}: ` : ''}${mistake.message}`);
  return [failure.message, ...lines].join('\n');
}

// Start a run

async function showPipelines(chosen) {
  const pipelines = await call('v1/pipelines');
  const select = at('pipeline');
  const keep = chosen ?? select.value;
  select.replaceChildren(...pipelines.map(pipeline => element('option',
    {value: pipeline.name, text: `${pipeline.name} (version ${pipeline.latestVersion})`})));
  if (pipelines.some(pipeline => pipeline.name === keep)) select.value = keep;
  await showParameters();
}

async function showParameters() {
  const name = at('pipeline').value;
  version = name ? await call(`v1/pipelines/${encodeURIComponent(name)}/versions/latest`) : null;
  at('start').querySelector('button').disabled = !version;
  at('parameters').replaceChildren(...Object.entries(version?.parameters ?? {}).flatMap(([parameter, usual]) => {
    const id = `parameter-${parameter}`;
    const input = element('input', {id, test: `param-${parameter}`, required: usual === null, autocomplete: 'off',
      title: version.rules[parameter]?.description ?? '',
      value: usual === null ? '' : typeof usual === 'string' ? usual : JSON.stringify(usual)});
    return [element('label', {htmlFor: id, text: usual === null ? `${parameter} (required)` : parameter}), input];
  }));
}

// The parameter's type decides how the text is read, or else its default's; without both, what reads as JSON is taken as such.
const WRITTEN_AS_TEXT = ['string', 'date', 'instant', 'duration'];

function read(text, usual, rule) {
  if (rule ? WRITTEN_AS_TEXT.includes(rule.type) : typeof usual === 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

at('start').addEventListener('submit', async event => {
  event.preventDefault();
  at('start-problem').textContent = '';
  const parameters = {};
  for (const [parameter, usual] of Object.entries(version.parameters)) {
    parameters[parameter] = read(at(`parameter-${parameter}`).value, usual, version.rules[parameter]);
  }
  try {
    const run = await call('v1/runs', {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID()},
      body: JSON.stringify({pipeline: version.pipeline, version: version.number, parameters}),
    });
    location.hash = `#/runs/${run.id}`;
    await showRuns();
  } catch (failure) {
    at('start-problem').textContent = told(failure);
  }
});
at('pipeline').addEventListener('change', showParameters);

at('post').addEventListener('submit', async event => {
  event.preventDefault();
  const answer = at('post-answer');
  try {
    const posted = await call('v1/pipelines', {method: 'POST', headers: {'Content-Type': 'text/plain'}, body: at('definition').value});
    answer.replaceChildren(element('p', {text: `${posted.pipeline} is now at version ${posted.number}.`}));
    await showPipelines(posted.pipeline);
  } catch (failure) {
    answer.replaceChildren(element('p', {className: 'problem', text: told(failure)}));
  }
});

// All runs

async function showRuns() {
  const runs = await call('v1/runs?limit=30');
  at('runs-empty').hidden = runs.length > 0;
  at('runs').replaceChildren(...runs.map(run => element('tr', {test: `run-${run.id}`},
    element('td', {}, element('a', {href: `#/runs/${run.id}`, text: `${run.pipeline}@${run.version}`})),
    element('td', {}, state(run.state)),
    element('td', {className: 'number', text: new Date(run.createdAt).toLocaleString()}),
    element('td', {className: 'number', text: duration(run.startedAt, run.endedAt)}),
    element('td', {text: run.startedBy}))));
}

// One run

function follow(id) {
  stream?.close();
  stream = new EventSource(`v1/runs/${id}/events`);
  const refresh = () => {
    refreshing ??= setTimeout(() => {
      refreshing = null;
      showRun(id);
    }, 100);
  };
  EVENTS.forEach(type => stream.addEventListener(type, refresh));
  stream.addEventListener('error', refresh);
}

async function showRun(id) {
  let run;
  try {
    run = await call(`v1/runs/${encodeURIComponent(id)}`);
  } catch (failure) {
    at('run-message').textContent = failure.message;
    return;
  }
  if (shown?.id !== run.id) return;
  const wasOver = ENDED.includes(shown.state);
  shown = run;
  const over = ENDED.includes(run.state);
  at('run-title').textContent = `${run.pipeline}@${run.version}`;
  at('run-state').textContent = run.state;
  at('run-state').className = `state ${run.state}`;
  at('run-message').textContent = run.message ?? '';
  at('cancel').hidden = over;
  at('cancel').disabled = run.state === 'CANCELLING';
  at('resume').hidden = !['FAILED', 'CANCELLED', 'PAUSED'].includes(run.state);
  at('run-parameters').replaceChildren(...Object.entries({run: run.id, ...run.parameters}).map(([name, value]) =>
    element('div', {}, element('dt', {text: name}),
      element('dd', {text: typeof value === 'string' ? value : JSON.stringify(value)}))));
  showSteps(run);
  showMetrics(run);
  tick();
  if (logOf) await showLog(logOf, false);
  if (over) stream?.close();
  if (over && !wasOver) await showRuns();
}

function showSteps(run) {
  const focused = document.activeElement?.dataset?.testid;
  at('steps').replaceChildren(...run.steps.map(step => {
    const bar = element('progress', {max: 1, value: step.progress, title: `${Math.round(step.progress * 100)} %`});
    bar.setAttribute('aria-label', `progress of ${step.name}`);
    const log = element('button', {type: 'button', text: 'Log', test: `step-${step.name}-log`, disabled: !step.job});
    log.setAttribute('aria-label', `Log of ${step.name}`);
    log.addEventListener('click', () => showLog(step.name, true));
    const what = element('td', {},
      element('div', {text: step.message, test: `step-${step.name}-message`, className: step.state === 'FAILED' ? 'problem' : ''}));
    (step.failure?.mistakes ?? []).forEach(mistake =>
      what.append(element('div', {className: 'problem', text: told({message: '', mistakes: [mistake]}).trim()})));
    return element('tr', {test: `step-${step.name}`},
      element('td', {}, element('strong', {text: step.name}), element('div', {className: 'quiet', text: step.type})),
      element('td', {}, state(step.state, `step-${step.name}-state`)),
      element('td', {}, bar),
      element('td', {className: 'number', text: duration(step.startedAt, step.endedAt)}),
      element('td', {className: 'number', text: step.attempt || '', test: `step-${step.name}-attempt`}),
      what,
      element('td', {}, log, ...answers(step)));
  }));
  if (focused) document.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
}

/** Buttons for a step that waits for a person's word. */
function answers(step) {
  if (step.type !== 'approve' || step.state !== 'RUNNING') return [];
  return [['Approve', true], ['Reject', false]].map(([text, approved]) => {
    const button = element('button', {type: 'button', text, test: `step-${step.name}-${text.toLowerCase()}`});
    button.setAttribute('aria-label', `${text} ${step.name}`);
    button.addEventListener('click', () => answer(step.name, approved));
    return button;
  });
}

async function answer(step, approved) {
  try {
    await call(`v1/runs/${shown.id}/steps/${encodeURIComponent(step)}/approve`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({approved}),
    });
    await showRun(shown.id);
  } catch (failure) {
    at('run-message').textContent = told(failure);
  }
}

function showMetrics(run) {
  at('metrics').replaceChildren(...run.steps.filter(step => step.outputs?.metrics).flatMap(step => {
    const {metrics, validationMetrics = {}, baselines = {}} = step.outputs;
    const number = value => typeof value === 'number' ? value.toFixed(4) : '';
    return [
      element('h3', {text: `Metrics of ${step.outputs.modelVersion ?? step.name}`}),
      element('table', {test: `step-${step.name}-metrics`},
        element('thead', {}, element('tr', {}, ...['Metric', 'Test', 'Validation', ...Object.keys(baselines)].map(text => element('th', {text})))),
        element('tbody', {}, ...Object.keys(metrics).map(name => element('tr', {},
          element('td', {text: name}),
          element('td', {className: 'number', text: number(metrics[name]), test: `metric-${name}`}),
          element('td', {className: 'number', text: number(validationMetrics[name])}),
          ...Object.values(baselines).map(values => element('td', {className: 'number', text: number(values[name])})))))),
    ];
  }));
}

async function showLog(step, focus) {
  logOf = step;
  at('log').hidden = false;
  at('log-title').textContent = `Log of ${step}`;
  try {
    const events = await call(`v1/runs/${shown.id}/steps/${encodeURIComponent(step)}/log`);
    at('log-lines').textContent = events.map(event =>
      `${new Date(event.at).toLocaleTimeString()}  ${event.type}  ${JSON.stringify(event.data)}`).join('\n') || 'nothing yet';
  } catch (failure) {
    at('log-lines').textContent = failure.message;
  }
  if (focus) at('log-title').focus();
}

async function intervene(what) {
  try {
    await call(`v1/runs/${shown.id}/${what}`, {method: 'POST'});
    follow(shown.id);
    await showRun(shown.id);
  } catch (failure) {
    at('run-message').textContent = failure.message;
  }
}
at('cancel').addEventListener('click', () => intervene('cancel'));
at('resume').addEventListener('click', () => intervene('resume'));

function tick() {
  if (shown?.startedAt) at('run-duration').textContent = duration(shown.startedAt, shown.endedAt);
}
setInterval(tick, 1000);

async function route() {
  const id = location.hash.match(/^#\/runs\/([0-9a-f-]{36})$/)?.[1];
  stream?.close();
  logOf = null;
  at('log').hidden = true;
  at('run').hidden = !id;
  shown = id ? {id, state: 'RUNNING'} : null;
  if (id) {
    follow(id);
    await showRun(id);
  }
}
window.addEventListener('hashchange', route);

await Promise.allSettled([showPipelines(), showRuns(), route()]);
setInterval(showRuns, 10_000);
