import {simulatePermissions} from '../../../source/aws/permissions.js';
import {type AwsSession} from '../../../source/aws/session.js';
import {type GuideScreens, type StepProps} from '../../../source/guides/guide-screens.js';
import {outputValue} from '../../../source/guides/guide.js';
import {BeforeView} from '../../../source/guides/steps/before-view.js';
import {ChecklistStep} from '../../../source/guides/steps/checklist-step.js';
import {useCopied} from '../../../source/guides/steps/in-workato.js';
import {QuestionStep} from '../../../source/guides/step-frame.js';
import {type Validation} from '../../../source/ui/question.js';
import {ReviewStep} from '../../../source/guides/steps/review-step.js';
import {type HelpTopic} from '../../../source/ui/frame-keys.js';
import {
	eventsAnswers,
	eventsGuide,
	type EventsAnswers,
	type EventsObservation,
} from './events-guide.js';

const eventsServices = (session: AwsSession) => ({
	permissions: async (...[identity, needed]: Parameters<Permitted>): ReturnType<Permitted> =>
		simulatePermissions(session, identity, needed),
});

type Permitted = Parameters<typeof BeforeView>[0]['services']['permissions'];
type EventsServices = ReturnType<typeof eventsServices>;
type EventsStepProps = StepProps<EventsAnswers, EventsObservation, EventsServices>;

function BeforeStep(props: EventsStepProps) {
	return (
		<BeforeView
			{...props}
			what="create and change topics"
			inWorkato={['You may add an SNS connection.']}
		/>
	);
}

const given = eventsAnswers.pick({workatoAccountId: true, topic: true});

function TopicStep({answers, send}: EventsStepProps) {
	const read = (texts: {account: string; topic: string}) => {
		const {data, error} = given.safeParse({
			workatoAccountId: texts.account,
			topic: texts.topic,
		});
		const problem = error?.issues[0];
		return problem
			? {problem: `${String(problem.path[0])}: ${problem.message}`}
			: {value: data ?? {}};
	};

	return (
		<QuestionStep
			question={{
				kind: 'form',
				id: 'topic',
				text: 'Workato shows its account ID beside the connection.',
				fields: [
					{
						id: 'account',
						label: 'Workato’s account ID',
						placeholder: '12 digits',
						initial: answers.workatoAccountId ?? '',
					},
					{
						id: 'topic',
						label: 'Name of the topic',
						initial: answers.topic ?? `workato-${answers.name}`,
					},
				],
				remark(texts) {
					const {problem} = read(texts);
					return problem === undefined
						? {kind: 'success', text: 'Both have the right form.'}
						: {kind: 'info', text: problem};
				},
				validate: (texts): Validation<Partial<EventsAnswers>> => read(texts),
				onAnswer(data) {
					send({type: 'answer', answers: data});
					send({type: 'next'});
				},
			}}
		/>
	);
}

function ArnStep({outputs, isRefreshing, send}: EventsStepProps) {
	const arn = outputValue(outputs, 'topicArn');
	const {copied} = useCopied(arn);
	return (
		<QuestionStep
			question={{
				kind: 'choice',
				id: `topic ${arn ?? ''}`,
				text:
					arn === undefined
						? ''
						: [
								{text: 'This is what Workato asks for as “Topic ARN”:'},
								{text: arn, isStrong: true},
							],
				message: arn === undefined ? {kind: 'problem', text: 'There is no topic yet.'} : copied,
				waiting: arn === undefined && isRefreshing ? 'Asking AWS for the topic' : undefined,
				options: [
					{
						label: arn === undefined ? 'Go to the review' : 'Continue',
						choose() {
							send(arn === undefined ? {type: 'go', step: 'review'} : {type: 'next'});
						},
					},
				],
			}}
		/>
	);
}

const help = (what: string): HelpTopic => ({
	what,
	why: 'Events reach Workato without a server of your own.',
	troubles: [],
	terms: [],
	pages: [],
});

/** The guide's screens, in the order of its steps. */
export const eventsScreens: GuideScreens<EventsAnswers, EventsObservation, EventsServices> = {
	definition: eventsGuide,
	label: 'Events',
	services: eventsServices,
	whenDone: 'Workato publishes to the topic and hears from it.',
	steps: [
		{
			id: 'before',
			title: 'Before you start',
			short: 'start',
			help: help('Shows who you are in AWS.'),
			Screen: BeforeStep,
		},
		{
			id: 'topic',
			title: 'The topic',
			short: 'topic',
			number: '1',
			help: help('You name the topic and Workato’s account.'),
			Screen: TopicStep,
		},
		{
			id: 'review',
			title: 'Review and apply',
			short: 'review',
			help: help('Shows every call that is still needed.'),
			isRefreshing: true,
			Screen: ReviewStep,
		},
		{
			id: 'arn',
			title: 'The topic ARN',
			short: 'ARN',
			number: '2',
			help: help('Shows the ARN of the topic.'),
			isRefreshing: true,
			Screen: ArnStep,
		},
		{
			id: 'checklist',
			title: 'Checklist',
			short: 'checks',
			help: help('Asks AWS whether the setup works.'),
			isRefreshing: true,
			Screen: ChecklistStep,
		},
	],
};
