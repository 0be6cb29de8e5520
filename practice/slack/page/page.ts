// Entry of the browser page: connects as the person named in the address, or asks who one is.
import { connect } from './connection.ts';
import { element } from './element.ts';
import { drawChooser } from './panels/chooser.ts';
import { applyFrame, createState } from './state.ts';
import { applyTheme, chosenTheme } from './theme.ts';
import type { Workspace } from './workspace.ts';
import { createWorkspace } from './workspace.ts';

applyTheme(chosenTheme());
const state = createState();
let workspace: Workspace | undefined;

const connection = connect(new URLSearchParams(location.search).get('person') ?? '', {
  onFrame(frame) {
    applyFrame(state, frame, Date.now());
    if (frame.kind === 'people') {
      document.title = `${state.team} · local Slack`;
      document.body.replaceChildren(drawChooser(state.team, frame.people));
      return;
    }
    workspace ??= createWorkspace(state, connection);
    workspace.onFrame(frame);
  },
  onAway() {
    if (workspace !== undefined) workspace.onAway();
    else
      document.body.replaceChildren(
        element('p', { class: 'waiting', role: 'status' }, 'Waiting for the local Slack to start…'),
      );
  },
});
