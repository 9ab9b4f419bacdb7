import {useState} from 'react';
import {Box} from 'ink';
import {parseArn} from '../../../aws/arn.js';
import {Message} from '../../../ui/message.js';
import {TextField} from '../../../ui/text-field.js';
import {useDraft} from '../../../ui/drafts.js';
import {StepFrame} from '../../step-frame.js';
import {type Place} from '../key-facts.js';

type Props = {
	readonly used: string | undefined;
	readonly place: Place;
	readonly onUse: (key: string) => void;
	readonly onBack: () => void;
};

/** Takes the ARN, ID or alias of a key; the review says whether it fits. */
export function KeyNameView({used, place, onUse, onBack}: Props) {
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
export function keyNameProblem(
	name: string,
	{account, region}: Place,
): string | undefined {
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
