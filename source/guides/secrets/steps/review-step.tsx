import {useState} from 'react';
import {GroupReviewStep} from '../../steps/group-review-step.js';
import {whoReadsWhat} from '../who-reads-what.js';
import {type SecretsStepProps} from './secrets-step.js';
import {WhoReadsWhatView} from './who-reads-what-view.js';

/** Review and apply; for several projects with something to do, who reads what comes first. */
export function ReviewStep(props: SecretsStepProps) {
	const {answers, known, plan, mend, run, isLooking, send} = props;
	const {projects = []} = answers;
	const [isSeen, setIsSeen] = useState(false);
	const isAhead =
		projects.length > 1 &&
		run === undefined &&
		mend === undefined &&
		plan !== undefined &&
		!isLooking &&
		plan.changes.length + plan.blockers.length > 0 &&
		plan.blockers.every(({group}) => group !== undefined);
	return isSeen || !isAhead ? (
		<GroupReviewStep {...props} />
	) : (
		<WhoReadsWhatView
			reads={whoReadsWhat(projects, known)}
			onNext={() => {
				setIsSeen(true);
			}}
			onChoose={() => {
				send({type: 'go', step: 'secrets'});
			}}
		/>
	);
}
