import {expect, test} from 'vitest';
import {keyArnOutput} from '../../../source/guides/ekm/about.js';
import {givenToWorkato, type EkmAnswers} from '../../../source/guides/ekm/answers.js';
import {WorkatoStep} from '../../../source/guides/ekm/steps/workato-step.js';
import {type StepAction} from '../../../source/guides/guide-screens.js';
import {keys, renderAt} from '../../support/render-at.js';
import {stepProps} from '../steps/step-props.js';
import {keyArn, seen} from './ekm-observation.js';
import {answersOf, setupOf} from './ekm-setup.js';

test.each([
	['Workato accepted the key', true, [keys.enter]],
	['Workato shows an error', false, ['2']],
] as const)(
	'“%s” is kept with the values that it was said of',
	async (label, accepted, pressed) => {
		const sent: Array<StepAction<EkmAnswers>> = [];
		const answers = answersOf(setupOf());
		const {props} = stepProps();
		const {press, waitForFrame} = renderAt(
			<WorkatoStep
				{...props}
				answers={answers}
				observation={seen()}
				known={seen()}
				outputs={[{id: keyArnOutput, label: 'ARN', thing: 'key', value: keyArn, where: ''}]}
				services={{
					permissions: async () => ({state: 'absent'}),
					async listKeys() {
						throw new Error('Nothing is listed here.');
					},
					missingPrincipals: async () => [],
				}}
				send={(action) => {
					sent.push(action);
				}}
			/>,
		);
		await waitForFrame(label);
		await press(...pressed);
		await expect
			.poll(() => sent[0])
			.toEqual({
				type: 'answer',
				answers: {accepted, acceptedOf: givenToWorkato(answers, keyArn)},
			});
		expect(givenToWorkato(answers, keyArn)).toMatchObject({keyArn, key: 'new'});
	},
);
