import {useState} from 'react';
import {Box} from 'ink';
import {type IdentityChoice} from '../../aws/profiles/identity-choice.js';
import {FieldRow, Message} from '../../ui/message.js';
import {ScreenFrame} from '../../ui/screen-frame.js';
import {Select, type SelectItem} from '../../ui/select.js';
import {useInput} from '../../ui/use-input.js';
import {identityHelp} from './help.js';
import {stateWords} from './identity-list.js';

type Action = 'use' | 'sign in' | 'sign out' | 'back';

type Props = {
	readonly choice: IdentityChoice;
	/** Milliseconds since 1970. */
	readonly readAt: number;
	readonly onUse: () => void;
	/** Left out where there is nothing to sign in to from here. */
	readonly onSignIn: (() => void) | undefined;
	/** Resolves to what happened, in words. */
	readonly onSignOut: (() => Promise<string>) | undefined;
	readonly onBack: () => void;
};

/** One identity with all that is known of it, and what can be done. */
export function IdentityDetailView({choice, readAt, onUse, onSignIn, onSignOut, onBack}: Props) {
	const [note, setNote] = useState<string>();
	const [isSignedOut, setIsSignedOut] = useState(false);
	useInput((_, key) => {
		if (key.escape) {
			onBack();
		}
	});
	const take = (action: Action) => {
		switch (action) {
			case 'use': {
				onUse();
				break;
			}

			case 'sign in': {
				onSignIn?.();
				break;
			}

			case 'sign out': {
				const run = async () => {
					try {
						setNote(await onSignOut?.());
						setIsSignedOut(true);
					} catch (error) {
						setNote(error instanceof Error ? error.message : String(error));
					}
				};

				void run();
				break;
			}

			case 'back': {
				onBack();
				break;
			}
		}
	};

	const labelWidth = 13;
	const {profile, label, account, role, region, startUrl, ssoRegion} = choice;
	const rows: ReadonlyArray<[string, string | undefined]> = [
		['Kind', profile === undefined ? undefined : label],
		['Account', account],
		['Role', role],
		['Region', region],
		['Portal', startUrl],
		['Portal region', ssoRegion],
		['State', stateWords(isSignedOut ? {state: {type: 'needs sign-in'}} : choice, readAt)],
		['File', choice.state.type === 'broken' ? choice.state.path : undefined],
	];
	return (
		<ScreenFrame
			title={profile === undefined ? label : `Profile ${profile}`}
			help={identityHelp.one}
			keys={[
				{key: 'Enter', does: 'select'},
				{key: 'Esc', does: 'back'},
				{key: '↑↓', does: 'choose'},
			]}
		>
			<Box flexDirection="column">
				{rows.map(([name, value]) =>
					value === undefined ? undefined : (
						<FieldRow key={name} label={name} value={value} labelWidth={labelWidth} />
					),
				)}
				{choice.warnings.map(({message}) => (
					<Message key={message} kind="warning" text={message} />
				))}
				{note ? <Message kind="info" text={note} /> : undefined}
				<Box marginTop={1}>
					<Select
						key={note ?? ''}
						items={actionsOf(choice, isSignedOut, {
							canSignIn: onSignIn !== undefined,
							canSignOut: onSignOut !== undefined,
						})}
						onSelect={take}
					/>
				</Box>
			</Box>
		</ScreenFrame>
	);
}

function actionsOf(
	{state, kind, profile}: IdentityChoice,
	isSignedOut: boolean,
	{canSignIn, canSignOut}: {canSignIn: boolean; canSignOut: boolean},
): Array<SelectItem<Action>> {
	const use = {label: 'Use this identity', value: 'use' as const};
	const signIn = {
		label: 'Sign in',
		value: 'sign in' as const,
		hint: 'In the browser, or with a code on any device.',
	};
	const back = {label: 'Back to the list', value: 'back' as const};
	if (state.type === 'broken') {
		return [back];
	}

	if (canSignIn) {
		const isReady = state.type === 'ready' && !isSignedOut;
		return isReady
			? [
					use,
					{...signIn, label: 'Sign in again'},
					...(canSignOut
						? [
								{
									label: 'Sign out',
									value: 'sign out' as const,
									hint: 'Ends this sign-in only, for every tool that shares it.',
								},
							]
						: []),
					back,
				]
			: [signIn, back];
	}

	return kind === 'console' && state.type === 'needs sign-in'
		? [
				{
					...back,
					label: `Sign in with “aws login --profile ${profile ?? 'default'}” in another window, then look again`,
				},
			]
		: [use, back];
}
