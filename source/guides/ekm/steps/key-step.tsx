import {useState} from 'react';
import {Box} from 'ink';
import {Message, Paragraph} from '../../../ui/message.js';
import {Select} from '../../../ui/select.js';
import {StepFrame} from '../../step-frame.js';
import {type EkmAnswers} from '../answers.js';
import {type EkmStepProps} from '../services.js';
import {parseArn} from '../../../aws/arn.js';
import {TextField} from '../../../ui/text-field.js';
import {useDraft} from '../../../ui/drafts.js';
import {type Location} from '../../guide.js';
import {KeyListView} from './key-list-view.js';
import {NewKeyView} from './new-key-view.js';

type View = 'menu' | 'new' | 'list' | 'name';

/** Step 1.2: a new key, or one that is there already. */
export function KeyStep({answers, connection, others, services, send}: EkmStepProps) {
	const [view, setView] = useState<View>('menu');
	const toMenu = () => {
		setView('menu');
	};

	const choose = (key: EkmAnswers['key']) => {
		send({type: 'answer', answers: {key}});
		send({type: 'next'});
	};

	const {identity, session} = connection;
	const account = identity?.state === 'found' ? identity.value.account : undefined;
	switch (view) {
		case 'new': {
			return (
				<NewKeyView
					name={answers.name}
					created={answers.key?.create}
					account={account}
					missingPrincipals={services.missingPrincipals}
					onCreate={(create) => {
						choose({create});
					}}
					onBack={toMenu}
				/>
			);
		}

		case 'list': {
			return (
				<KeyListView
					listKeys={services.listKeys}
					others={others}
					place={{region: session.region, ...(account && {account})}}
					onUse={(use) => {
						choose({use});
					}}
					onBack={toMenu}
				/>
			);
		}

		case 'name': {
			return (
				<KeyNameView
					used={answers.key?.use}
					place={{region: session.region, ...(account && {account})}}
					onUse={(use) => {
						choose({use});
					}}
					onBack={toMenu}
				/>
			);
		}

		case 'menu': {
			return (
				<StepFrame
					keys={[
						{key: 'Enter', does: 'select'},
						{key: '↑↓', does: 'choose'},
					]}
				>
					<Box flexDirection="column">
						<Paragraph text="Workato needs a symmetric key with key material from KMS. You can make a new one or use one that you have." />
						<Box marginTop={1} flexDirection="column">
							<Select
								items={menuOf(answers)}
								onSelect={(chosen) => {
									if (chosen === 'keep') {
										send({type: 'next'});
									} else {
										setView(chosen);
									}
								}}
							/>
						</Box>
						<Box marginTop={1}>
							<Message
								kind="info"
								text="Nothing is made here: you see every change before it happens."
							/>
						</Box>
					</Box>
				</StepFrame>
			);
		}
	}
}

function menuOf({key}: EkmAnswers) {
	const chosen = key?.create ? `a new key named ${key.create.alias}` : key?.use;
	return [
		...(chosen ? [{label: `Keep your choice: ${chosen}`, value: 'keep' as const}] : []),
		{
			label: key?.create ? 'Change the new key' : 'Make a new key (recommended)',
			value: 'new' as const,
			hint: key?.create
				? 'Its alias, description, tags and administrators.'
				: 'A key that only Workato uses is the easiest to watch and to take back.',
		},
		{
			label: 'Choose one of your keys',
			value: 'list' as const,
			hint: 'Its policy keeps every statement; Workato’s is added.',
		},
		{
			label: 'Give the ARN, ID or alias of a key',
			value: 'name' as const,
		},
	];
}

type Props = {
	readonly used: string | undefined;
	readonly place: Location;
	readonly onUse: (key: string) => void;
	readonly onBack: () => void;
};

/** Takes the ARN, ID or alias of a key; the review says whether it fits. */
function KeyNameView({used, place, onUse, onBack}: Props) {
	const [text, setText] = useDraft('key name', used ?? '');
	const [problem, setProblem] = useState<string>();
	return (
		<StepFrame keys={[{key: 'Enter', does: 'use this key'}]} onBack={onBack}>
			<Box flexDirection="column" gap={1}>
				<TextField
					label="ARN, ID or alias of the key"
					value={text}
					placeholder="alias/my-key"
					onChange={(value) => {
						setText(value);
						setProblem(undefined);
					}}
					onSubmit={(value) => {
						const name = value.trim();
						const wrong = keyNameProblem(name, place);
						setProblem(wrong);
						if (wrong === undefined) {
							onUse(name);
						}
					}}
				/>
				{problem ? <Message kind="problem" text={problem} /> : undefined}
			</Box>
		</StepFrame>
	);
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
