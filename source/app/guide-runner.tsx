import {useMemo, useState} from 'react';
import {Text} from 'ink';
import {isIdentityLost} from '../aws/errors.js';
import {sentences} from '../terminal/text.js';
import {Message} from '../ui/message.js';
import {DraftsProvider, WayProvider} from '../ui/drafts.js';
import {StepFrame, StepContextProvider, QuestionStep} from '../guides/step-frame.js';
import {type Observed} from '../guides/guide.js';
import {guardGuide, warningsOr} from '../guides/guard-guide.js';
import {undoHint} from '../engine/undo.js';
import {otherSetups} from '../guides/setup-notes.js';
import {usedBy} from '../resources/ownership.js';
import {
	type Connection,
	type GuideScreens,
	type Suggestion,
	type Run,
	type Exporter,
	type Written,
} from '../guides/guide-screens.js';
import {type SavedSetup, type SetupFile} from '../setups/saved-setup.js';
import {quoteText} from '../terminal/foreign-text.js';
import {notTakenBack} from '../guides/setup-progress.js';
import {stepMarks} from '../guides/step-marks.js';
import {checkShape} from '../setups/check-shape.js';
import {setupWord} from '../setups/setup-name.js';
import {type Exported} from '../guides/export-setup.js';
import {exportFormats} from '../engine/export/formats.js';
import {InputError} from '../diagnostic.js';
import {identityLines} from './connection.js';
import {isWriting, openGuide, type GuideState} from './guide-state.js';
import {appHelp} from './help.js';
import {otherAccount} from './use-observation.js';
import {sourceNotes, useFindings, useLastCheck} from './use-findings.js';
import {useGuide} from './use-guide.js';
import {type RunnerProps, type LoadedGuide} from './opened-setup.js';

const plainGroups = {one: 'group', many: 'groups'};

/** Makes the component that runs one guide, closing its own types in. */
export function runnerOf<Answers extends SetupFile, Observation extends Observed, Services>(
	given: GuideScreens<Answers, Observation, Services>,
) {
	const screens = {...given, definition: guardGuide(given.definition)};

	function GuideRunner({
		saved,
		at: opening,
		drafts,
		store,
		connection,
		background,
		onHome,
		onSignIn,
	}: RunnerProps) {
		const {session, identity} = connection;
		const {state, answers, send} = useGuide({
			screens,
			saved,
			at: opening,
			store,
			connection,
			background,
			onHome,
		});
		const services = useMemo(() => screens.services(session), [session]);
		const {definition, steps, label} = screens;
		const otherSaved = useMemo(
			() => otherSetups(store, saved.setup.name),
			[store, saved.setup.name],
		);
		const others = useMemo(
			() => usedBy(otherSaved, (other) => definition.uses?.(other) ?? []),
			[definition, otherSaved],
		);
		const ids = steps.map(({id}) => id);
		const at = ids.indexOf(state.step);
		const step = steps[at];
		const {account} = state.saved;
		const actual = otherAccount(state.saved, connection);
		const ownAccount =
			account ?? (identity?.state === 'found' ? identity.value.account : undefined);
		const overlaps = useMemo(
			() =>
				warningsOr(
					() =>
						definition.overlaps?.(
							answers,
							{
								...(ownAccount !== undefined && {account: ownAccount}),
								region: session.region,
							},
							notTakenBack(otherSaved),
						) ?? [],
				),
			[definition, answers, ownAccount, session.region, otherSaved],
		);
		const {observation, complete} = state;
		const known = complete ?? observation;
		const findings = useFindings(definition, {
			answers,
			observation,
			complete,
			saved: state.saved,
			isWriting: isWriting(state),
			connection,
			others,
			overlaps,
		});
		useLastCheck(state, {folder: store.folder, checks: findings.checks, steps: ids});
		const {name} = saved.setup;
		const [isChoosingStep, setIsChoosingStep] = useState(false);

		if (!step) {
			return <Text>This setup’s step is not known to this version.</Text>;
		}

		const marks = stepMarks(steps, {
			answers,
			outputs: findings.outputs,
			step: state.step,
			furthest: state.saved.step,
			missing: definition.missing(answers),
			plan: findings.plan,
			checks: complete && findings.checks,
			run: state.run,
		});
		const reached = steps.slice(0, Math.max(at, ids.indexOf(state.saved.step ?? '')) + 1);
		const notice =
			state.step === openGuide(saved, ids, opening).step
				? sourceNotes(state.saved, connection).join(' ')
				: '';
		const stepContext = {
			title: step.title,
			help: step.help,
			location: `${label} ${quoteText(name)}`,
			steps: marks,
			onSteps:
				reached.length < 2 || state.run?.isRunning
					? undefined
					: () => {
							setIsChoosingStep(true);
						},
			banner: state.trouble
				? [`Problem: ${state.trouble}`]
				: (identityTrouble(connection) ?? [notice].filter((text) => text !== '')),
			identity: identityLines(connection),
			signIn: {
				isNeeded: hasLostIdentity(connection, state),
				go() {
					onSignIn(state.step);
				},
			},
			onBack() {
				send({type: 'back'});
			},
		};
		if (account !== undefined && actual !== undefined) {
			return (
				<StepContextProvider
					value={{
						...stepContext,
						help: appHelp.lost,
						onBack: onHome,
						signIn: {...stepContext.signIn, isNeeded: false},
					}}
				>
					<StepFrame keys={[{key: 'Ctrl+S', does: 'sign in'}]}>
						<Message
							kind="problem"
							text={`This setup belongs to account ${account}, but you are signed in to ${actual}. Nothing is changed here, and AWS is asked no more. Sign in to ${account} with Ctrl+S, or start a setup of its own for ${actual}.`}
						/>
					</StepFrame>
				</StepContextProvider>
			);
		}

		if (isChoosingStep) {
			const close = () => {
				setIsChoosingStep(false);
			};

			return (
				<StepContextProvider value={{...stepContext, onSteps: undefined, onBack: close}}>
					<QuestionStep
						question={{
							kind: 'choice',
							id: 'steps',
							title: 'Go to a step',
							text: 'Nothing that you answered is lost.',
							enter: 'open',
							initial: at,
							options: reached.map(({id, number, title}, index) => ({
								id,
								// Behind the title: in front of it, the number of the choice stands.
								label: number === undefined ? title : `${title} (${number})`,
								...(marks[index]?.state === 'attention' && {hint: 'Needs attention.'}),
								choose() {
									close();
									if (id !== state.step) {
										send({type: 'go', step: id});
									}
								},
							})),
						}}
					/>
				</StepContextProvider>
			);
		}

		return (
			<StepContextProvider value={stepContext}>
				<DraftsProvider value={drafts}>
					<WayProvider key={step.id}>
						<step.Screen
							key={step.id}
							saved={state.saved}
							answers={answers}
							observation={observation}
							known={known}
							isRefreshing={state.isRefreshing}
							plan={findings.plan}
							checks={findings.checks}
							outputs={findings.outputs}
							warnings={findings.warnings}
							suggestions={suggestionsOf(screens, answers, state.run)}
							whenDone={[screens.whenDone, undoHint(state.saved)]
								.filter((text) => text !== '')
								.join(' ')}
							fixChanges={findings.isFaulty ? undefined : state.fixChanges}
							run={state.run}
							connection={{
								...connection,
								warnings: [...connection.warnings, ...findings.notes],
							}}
							others={others}
							factsOf={(changes) =>
								connection.identity?.state === 'found'
									? (definition.facts?.(changes, {
											answers,
											identity: connection.identity.value,
											saved: state.saved,
										}) ?? [])
									: []
							}
							groupNoun={definition.groups ?? plainGroups}
							exporter={exporterOf(state.saved, connection)}
							services={services}
							send={send}
						/>
					</WayProvider>
				</DraftsProvider>
			</StepContextProvider>
		);
	}

	return GuideRunner;
}

function suggestionsOf<Answers, Observation extends Observed, Services>(
	{suggestions}: GuideScreens<Answers, Observation, Services>,
	answers: Answers,
	run: Run | undefined,
): Suggestion[] {
	const problem = run?.progress.find(({error}) => error)?.error;
	return problem && suggestions ? suggestions(answers, problem) : [];
}

// AWS, or the way to it, has not said who we are, though the sign-in may be well; the longest way to say it first.
function identityTrouble({identity}: Connection): string[] | undefined {
	const next = 'Ctrl+S tries again, or chooses another identity.';
	const reason = identity?.state === 'unknown' ? identity.reason : undefined;
	return reason === undefined
		? undefined
		: [
				sentences(`AWS did not say who you are: ${reason}`, next),
				`AWS did not say who you are. ${next}`,
				'AWS did not say who you are (Ctrl+S).',
			];
}

// Who we are is not known any more: a sign-in that ended, seen when AWS was asked, or in the middle of applying.
function hasLostIdentity<Observation extends Observed>(
	{identity}: Connection,
	{observation, run}: GuideState<Observation>,
): boolean {
	if (run?.isRunning) {
		return false;
	}

	const isLost = [identity, observation.identity].some(
		(found) =>
			found?.state === 'absent' || (found?.state === 'unknown' && isIdentityLost(found.kind)),
	);
	return (
		isLost ||
		(run?.progress ?? []).some(
			({error}) => error?.kind === 'expired' || error?.kind === 'no-identity',
		)
	);
}

/** A guide's screens as the app runs them, its own types closed in. */
export function loadedGuide<Answers extends SetupFile, Observation extends Observed, Services>(
	screens: GuideScreens<Answers, Observation, Services>,
): LoadedGuide {
	return {
		assertAnswers(setup) {
			checkShape(setup, screens.definition.answers, `setup ${quoteText(setup.name)}`);
		},
		Runner: runnerOf(screens),
	};
}

/** Hands over one saved setup; account and region are the connection's where the setup has none of its own yet. */
export function exporterOf(saved: SavedSetup, {session, identity}: Connection): Exporter {
	const account =
		saved.account ?? (identity?.state === 'found' ? identity.value.account : undefined);
	const placed: SavedSetup = {
		...saved,
		...(account && {account}),
		setup: {...saved.setup, region: saved.setup.region ?? session.region},
	};
	// Loaded when it is asked for: most people never hand anything over.
	const load = async () => import('../guides/export-setup.js');
	return {
		formats: [...exportFormats, bundle],
		write: async (format) =>
			written(async () => {
				if (format === bundle.id) {
					return folderOf(placed, identity?.state === 'found' ? session : undefined);
				}

				const {exportSetup} = await load();
				const known = exportFormats.find(({id}) => id === format);
				if (!known) {
					throw new Error(`There is no export format ${format}.`);
				}

				return exportSetup(known.id, placed, {
					...(identity?.state === 'found' && {ask: async () => session}),
				});
			}),
		async needed() {
			const {neededPermissions} = await load();
			return neededPermissions(placed);
		},
		writePermissions: async () =>
			written(async () => {
				const {exportPermissions} = await load();
				return exportPermissions(placed, identity?.state === 'found' ? identity.value : undefined);
			}),
	};
}

const bundle = {id: 'bundle', about: 'a folder for a pull request, with all of these'};

async function folderOf(saved: SavedSetup, session: Connection['session'] | undefined) {
	const {exportBundle} = await import('../guides/export-bundle.js');
	const {files} = await exportBundle(saved, session && (async () => session));
	const [first = {name: '', text: ''}, ...others] = files;
	return {
		text: first.text,
		fileName: first.name,
		beside: others.map(({name, text}) => ({fileName: name, text})),
		folder: setupWord(saved.setup.name, '_.'),
	};
}

type Made = Pick<Exported, 'text' | 'fileName' | 'beside'> & {folder?: string};

async function written(make: () => Promise<Made>): Promise<Written> {
	try {
		const {text, fileName, beside, folder} = await make();
		return {ok: true, text, fileName, beside, ...(folder !== undefined && {folder})};
	} catch (error) {
		if (error instanceof InputError) {
			return {ok: false, reason: error.message, hint: error.hint};
		}

		throw error;
	}
}
