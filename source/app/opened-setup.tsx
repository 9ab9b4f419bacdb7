import {Component, useEffect, useRef, useState, type ReactElement} from 'react';
import {Loading} from '../ui/loading.js';
import {ScreenFrame} from '../ui/screen-frame.js';
import {type Connection} from '../guides/guide-screens.js';
import {ownFault, reportFault} from '../guides/own-fault.js';
import {InputError} from '../diagnostic.js';
import {quoteText} from '../terminal/foreign-text.js';
import {type AppGuide, type LoadedGuide} from './app-guide.js';
import {type RunnerProps} from './guide-runner.js';
import {wordsOf} from './words-of.js';

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
			const {saved, onTrouble: tell} = start.current;
			try {
				const ready = await guide.load();
				ready.assertAnswers(saved.setup);
				setLoaded(ready);
			} catch (error) {
				tell(wordsOf(error));
			}
		};

		void load();
	}, [guide]);
	return loaded && connection ? (
		<FaultBoundary
			onFault={(error) => {
				onTrouble(
					error instanceof InputError
						? wordsOf(error)
						: `The setup ${quoteText(props.saved.setup.name)} was left. ${ownFault(error).reason}. ${reportFault}`,
				);
			}}
		>
			<loaded.Runner {...props} connection={connection} />
		</FaultBoundary>
	) : (
		<ScreenFrame
			title={guide.title}
			help={undefined}
			keys={[{key: 'Ctrl+C', does: 'quit'}]}
		>
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
