import {useState} from 'react';
import {type ChoiceQuestion, type Validation} from '../../../ui/question.js';
import {QuestionStep} from '../../step-frame.js';
import {type EkmAnswers} from '../answers.js';
import {type EkmStepProps} from '../services.js';
import {parseArn} from '../../../aws/arn.js';
import {type Location} from '../../guide.js';
import {KeyListView} from './key-list-view.js';
import {newKeyQuestion} from './new-key-question.js';

type View = 'menu' | 'new' | 'list' | 'name';

/** Step 1.2: a new key, or one that is there already. */
export function KeyStep({answers, connection, others, services, send}: EkmStepProps) {
	const [view, setView] = useState<View>('menu');
	const onBack = () => {
		setView('menu');
	};

	const choose = (key: EkmAnswers['key']) => {
		send({type: 'answer', answers: {key}});
		send({type: 'next'});
	};

	const use = (name: string) => {
		choose({use: name});
	};

	const {identity, session} = connection;
	const account = identity?.state === 'found' ? identity.value.account : undefined;
	const scope = {region: session.region, ...(account && {account})};
	switch (view) {
		case 'new': {
			return (
				<QuestionStep
					question={newKeyQuestion({
						name: answers.name,
						created: answers.key?.create,
						account,
						missingPrincipals: services.missingPrincipals,
						onAnswer(create) {
							choose({create});
						},
						onBack,
					})}
				/>
			);
		}

		case 'list': {
			return (
				<KeyListView
					listKeys={services.listKeys}
					others={others}
					scope={scope}
					onUse={use}
					onBack={onBack}
				/>
			);
		}

		case 'name': {
			return (
				<QuestionStep
					question={{
						kind: 'text',
						id: 'key name',
						label: 'ARN, ID or alias of the key',
						initial: answers.key?.use ?? '',
						placeholder: 'alias/my-key',
						enter: 'use this key',
						validate(text): Validation<string> {
							const name = text.trim();
							const problem = keyNameProblem(name, scope);
							return problem === undefined ? {value: name} : {problem};
						},
						// The review says whether it fits.
						onAnswer: use,
						onBack,
					}}
				/>
			);
		}

		case 'menu': {
			return (
				<QuestionStep
					question={menuQuestion(answers, {
						onKeep() {
							send({type: 'next'});
						},
						onView: setView,
					})}
				/>
			);
		}
	}
}

function menuQuestion(
	{key}: EkmAnswers,
	does: {readonly onKeep: () => void; readonly onView: (view: View) => void},
): ChoiceQuestion {
	const chosen = key?.create ? `a new key named ${key.create.alias}` : key?.use;
	const to = (view: View) => ({
		id: view,
		choose() {
			does.onView(view);
		},
	});
	return {
		kind: 'choice',
		id: 'key',
		text: 'Workato needs a symmetric key with key material from KMS. You can make a new one or use one that you have. Nothing is made here: you see every change before it happens.',
		options: [
			...(chosen ? [{label: `Keep your choice: ${chosen}`, choose: does.onKeep}] : []),
			{
				label: key?.create ? 'Change the new key' : 'Make a new key (recommended)',
				hint: key?.create
					? 'Its alias, description, tags and administrators.'
					: 'A key that only Workato uses is the easiest to watch and to take back.',
				...to('new'),
			},
			{
				label: 'Choose one of your keys',
				hint: 'Its policy keeps every statement; Workato’s is added.',
				...to('list'),
			},
			{label: 'Give the ARN, ID or alias of a key', ...to('name')},
		],
	};
}

/** What is wrong with the name of a key, as far as the text tells; nothing when AWS can be asked about it. */
function keyNameProblem(name: string, {account, region}: Location): string | undefined {
	if (name.startsWith('arn:')) {
		const arn = parseArn(name);
		if (arn?.service !== 'kms' || !/^(?:key|alias)\//v.test(arn.resource)) {
			return 'This is not the ARN of a KMS key or alias.';
		}

		if (arn.region !== region) {
			return `This key lives in ${arn.region}; this setup is for ${region}. Give a key of ${region}, or start a setup for ${arn.region}.`;
		}

		return account && arn.account !== account
			? `This key belongs to account ${arn.account}; you are in ${account}. Give a key of this account, or sign in to that one.`
			: undefined;
	}

	return /^(?:alias\/[\w\-\/]+|(?:mrk-)?[\d\-a-f]{32,40})$/iv.test(name)
		? undefined
		: 'Give an ARN, a key ID, or an alias such as alias/my-key.';
}
