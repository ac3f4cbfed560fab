import { changeDetails } from '#commands/projects/change-project.js';
import { createProject } from '#commands/projects/create-project.js';
import type { ProjectDetails } from '#domain/project/events.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { caller } from '#test/support/callers.js';

/** What somebody may call a project: markup, another direction of writing, a length. */
export const HOSTILE_NAMES = [
  '<script>alert("x")</script><img src=x onerror=alert(1)>',
  'مرحبا بكم ‮ في المقهى',
  'W'.repeat(200),
] as const;

const DETAILS: Omit<ProjectDetails, 'name'> = {
  description: '</pre><h1>not a heading</h1>',
  projectType: 'logo',
  canvasWidth: 800,
  canvasHeight: 600,
  canvasBackground: '#fff',
  aiPrompt: '',
  colorPalette: ['#112233'],
  suggestedFonts: [],
  isPublic: false,
};

/** A project that was renamed through all hostile names; its id. */
export const hostileProject = async (deps: CommandDeps, accountId: number): Promise<number> => {
  const asked = (offset: number) =>
    caller({ accountId, at: new Date(Date.now() - 60_000 + offset * 1_000).toISOString() });
  const details = { ...DETAILS, name: 'Menu' };
  const { state } = await createProject(deps, asked(0), () =>
    Promise.resolve({ ownerId: accountId, details, design: null, copiedFrom: null }),
  );
  for (const [index, name] of HOSTILE_NAMES.entries())
    await changeDetails(deps, asked(index + 1), {
      target: { projectId: state.id },
      changes: { name, canvasWidth: 900 + index, colorPalette: ['#112233', `#00000${index}`] },
    });
  return state.id;
};
