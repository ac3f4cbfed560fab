import { expect } from 'chai';
import {
  ACTION_TYPES,
  ACTIVITY_TYPES,
  activityName,
  RECORDED_TYPES,
  recordedType,
} from '#domain/activity/types.js';

describe('the names of activities', () => {
  it('are those of both lists of the old backend', () => {
    const [activities, actions] = [
      'login logout project_create project_update project_delete project_export ai_generation asset_upload',
      'project_open project_save project_share element_add element_modify element_delete layer_change',
    ].map((words) => words.split(' '));
    const others = 'template_use collaboration_invite ai_generate ai_suggestion comment_add asset_use';
    const rest = `${others} collaboration_join collaboration_leave template_create`.split(' ');
    expect(ACTIVITY_TYPES).to.have.members([...(activities ?? []), ...(actions ?? []), ...rest]);
  });

  it('of one fact are one recorded type', () => {
    expect(recordedType('ai_generation')).to.equal('ai_generate');
    expect(recordedType('collaboration_invite')).to.equal('project_share');
    for (const type of RECORDED_TYPES) expect(recordedType(type)).to.equal(type);
  });

  it('are shown as the list of activities calls them', () => {
    expect(['ai_generate', 'project_share', 'login'].map(activityName)).to.deep.equal([
      'ai_generation',
      'collaboration_invite',
      'login',
    ]);
  });

  it('that are no work on designs are not in the log of actions', () => {
    expect(RECORDED_TYPES.filter((type) => !ACTION_TYPES.includes(type))).to.deep.equal([
      'login',
      'logout',
      'project_update',
    ]);
  });
});
