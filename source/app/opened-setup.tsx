import {type ComponentType, Component, useEffect, useRef, useState, type ReactElement} from 'react';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type Connection} from '../guides/guide-screens.js';
import {type SetupStore} from '../setups/setup-store.js';
import {type Drafts} from '../ui/drafts.js';
import {Loading} from '../ui/loading.js';
import {ScreenFrame} from '../ui/screen-frame.js';
import {ownFault, reportFault} from '../guides/guard-guide.js';
import {InputError} from '../diagnostic.js';
import {quoteText} from '../terminal/foreign-text.js';
import {type Background} from './lifetime.js';

/** One guide as the app sees it before it is loaded. */
export type AppGuide = {
	readonly id: string;
	readonly title: string;
	readonly summary: string;
	readonly steps: readonly string[];
	readonly load: () => Promise<LoadedGuide>;
};

/** A guide with its screens. */
export type LoadedGuide = {
	/** Fails with `InputError` when the answers do not fit the guide, say after a change by hand. */
	readonly assertAnswers: (setup: SavedSetup['setup']) => void;
	readonly Runner: ComponentType<RunnerProps>;
};

/** What a guide's screens need from the app. */
export type RunnerProps = {
	readonly saved: SavedSetup;
	/** The step to open; where the setup got to when left out. */
	readonly at: string | undefined;
	/** What was typed in this setup before, in this session. */
	readonly drafts: Drafts;
	readonly store: SetupStore;
	readonly connection: Connection;
	readonly background: Background;
	readonly onHome: () => void;
	/** Gets the step to come back to. */
	readonly onSignIn: (step: string) => void;
};

type Props = Omit<RunnerProps, 'connection'> & {
	readonly guide: AppGuide;
	/** Missing while the AWS SDK is loaded. */
	readonly connection: Connection | undefined;
	/** The setup cannot be opened: its answers do not fit its guide. */
	readonly onTrouble: (words: string) => void;
};

/** A saved setup in its guide, which is loaded first. */
export function OpenedSetup({guide, connection, onTrouble, ...props}: Props) {
	const [loaded, setLoaded] = useState<LoadedGuide>();
	const start = useRef({saved: props.saved, onTrouble});
	useEffect(() => {
		const load = async () => {
			const {saved, onTrouble: notify} = start.current;
			try {
				const ready = await guide.load();
				ready.assertAnswers(saved.setup);
				setLoaded(ready);
			} catch (error) {
				notify(describeError(error));
			}
		};

		void load();
	}, [guide]);
	return loaded && connection ? (
		<FaultBoundary
			onFault={(error) => {
				onTrouble(
					error instanceof InputError
						? describeError(error)
						: `The setup ${quoteText(props.saved.setup.name)} was left. ${ownFault(error).reason}. ${reportFault}`,
				);
			}}
		>
			<loaded.Runner {...props} connection={connection} />
		</FaultBoundary>
	) : (
		<ScreenFrame title={guide.title} help={undefined} keys={[]}>
			<Loading text="Opening the setup" />
		</ScreenFrame>
	);
}

/** A fault while a setup's screens are drawn ends that setup, not the assistant. */
class FaultBoundary extends Component<
	{
		readonly onFault: (error: unknown) => void;
		readonly children: ReactElement;
	},
	{readonly hasFault: boolean}
> {
	static getDerivedStateFromError() {
		return {hasFault: true};
	}

	override state = {hasFault: false};

	override componentDidCatch(error: unknown) {
		this.props.onFault(error);
	}

	override render() {
		return this.state.hasFault ? undefined : this.props.children;
	}
}

/** Whatever was thrown, in words; with what to do next where it says so. */
export function describeError(error: unknown): string {
	if (error instanceof InputError) {
		return `${error.message} ${error.hint}`;
	}

	return error instanceof Error ? error.message : String(error);
}
