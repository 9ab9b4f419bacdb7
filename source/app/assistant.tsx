import {useEffect, useEffectEvent, useMemo, useState} from 'react';
import {useApp} from 'ink';
import {regionProblem} from '../aws/regions.js';
import {type Who, bannerForms} from '../aws/endpoints.js';
import {HelpDesk} from '../ui/help-page.js';
import {BannerProvider} from '../ui/screen-frame.js';
import {HomeProvider, LeaveProvider} from '../ui/frame-keys.js';
import {useInput} from '../ui/use-input.js';
import {WayProvider, draftsBySetup} from '../ui/drafts.js';
import {useTheme} from '../ui/theme.js';
import {useTools} from '../terminal/tools.js';
import {orElse} from '../guides/guard-guide.js';
import {isFinished} from '../guides/setup-progress.js';
import {type Background} from './lifetime.js';
import {HomeScreen, type HomeChoice} from './home-screen.js';
import {NewSetupScreen, RegionScreen} from './new-setup-screens.js';
import {IdentityScreen} from './identity/identity-screen.js';
import {MfaView, useMfaCode} from './identity/mfa-code.js';
import {type AppGuide, OpenedSetup} from './opened-setup.js';
import {createSetup, openSetup, startOf, type Route} from './route.js';
import {type AwsAccess, useConnection} from './connection.js';
import {useSavedSetups, type FirstPreview} from './use-saved-setups.js';

/** How the assistant ended. */
export type Ending =
	| {
			type: 'cancelled';
			saved: string | undefined;
			/** The person left a setup that nothing is left to do in. */
			isFinished: boolean;
	  }
	| {type: 'sandbox'};

type Props = {
	readonly guides: readonly AppGuide[];
	readonly access: AwsAccess;
	/** The identity to begin with: `--profile`. */
	readonly who: Who | undefined;
	/** The start URL to propose for a new profile; the sandbox's, or none. */
	readonly startUrl: string;
	/** The region that flags, environment or profile give. */
	readonly region: string | undefined;
	/** Why the one that they give cannot be used, with where it came from. */
	readonly regionTrouble?: string | undefined;
	/** Start in this guide: resume its only setup, or begin one. */
	readonly guide: string | undefined;
	readonly background: Background;
} & FirstPreview;

/** The assistant: home, and from there into a guide. Ctrl+C leaves from anywhere; every answer is saved by then. */
export function Assistant(props: Props) {
	const {guides, setups, access, region, guide, background, startUrl} = props;
	const {exit} = useApp();
	const [workRegion, setWorkRegion] = useState(region);
	const [route, setRoute] = useState<Route>(() =>
		props.store ? startOf({store: props.store, region, guide}) : {screen: 'home'},
	);
	const {withStore, rows} = useSavedSetups(props, {route, guides});
	const [regionTrouble, setRegionTrouble] = useState(props.regionTrouble);
	const [trouble, setTrouble] = useState(props.regionTrouble);
	const shownRegion =
		route.screen === 'setup' ? (route.saved.setup.region ?? workRegion) : workRegion;
	const [who, setWho] = useState(props.who);
	const [left, setLeft] = useState<string>();
	const draftsOf = useMemo(() => draftsBySetup(), []);

	const {mfaCode, question} = useMfaCode(background);
	const {presence, connection, aws} = useConnection({
		access,
		region: shownRegion ?? 'us-east-1',
		who,
		mfaCode,
	});
	const {setTitle} = useTools();
	const {symbols} = useTheme();
	const title = [
		...(route.screen === 'setup' ? [route.saved.setup.name] : []),
		`workato-aws${presence.session.sandbox ? ' (sandbox)' : ''}`,
	].join(` ${symbols.separator} `);
	const nameWindow = useEffectEvent(() => {
		setTitle(title);
	});
	useEffect(() => {
		nameWindow();
	}, [title]);
	const leaveAs = (isDone: boolean) => {
		exit({
			type: 'cancelled',
			saved: route.screen === 'setup' ? route.saved.setup.name : undefined,
			isFinished: isDone,
		} satisfies Ending);
	};

	const leave = () => {
		leaveAs(route.screen === 'setup' && isLeftFinished(route, guides));
	};

	useInput((input, key) => {
		if (key.ctrl && input === 'c') {
			leaveAs(false);
		}
	});

	const goHome = () => {
		if (route.screen === 'setup') {
			setLeft(route.saved.setup.name);
		}

		setRoute({screen: 'home'});
	};

	const enter = (opened: Route | {trouble: string}) => {
		if ('trouble' in opened) {
			setTrouble(opened.trouble);
			goHome();
		} else {
			setRoute(opened);
		}
	};

	const choose = (choice: HomeChoice) => {
		setTrouble(undefined);
		switch (choice.type) {
			case 'start': {
				const next: Route = {screen: 'new', guide: choice.guide};
				setRoute(workRegion === undefined ? {screen: 'region', then: next} : next);
				break;
			}

			case 'resume': {
				void withStore((store) => {
					enter(openSetup(store, choice.name));
				});
				break;
			}

			case 'region': {
				setRoute({screen: 'region', then: {screen: 'home'}});
				break;
			}

			case 'identity': {
				setRoute({screen: 'identity', then: {screen: 'home'}});
				break;
			}

			case 'sandbox': {
				exit({type: 'sandbox'} satisfies Ending);
				break;
			}
		}
	};

	const screen = () => {
		if (question) {
			return <MfaView {...question} />;
		}

		switch (route.screen) {
			case 'home': {
				return (
					<HomeScreen
						guides={guides}
						setups={rows}
						connection={presence}
						trouble={trouble}
						left={left}
						onChoose={choose}
					/>
				);
			}

			case 'new': {
				return (
					<NewSetupScreen
						guide={route.guide}
						title={guides.find(({id}) => id === route.guide)?.title ?? ''}
						connection={presence}
						isTaken={setups.has}
						onCreate={(name) => {
							void withStore((store) => {
								enter(
									createSetup(store, {
										guide: route.guide,
										name,
										region: workRegion ?? 'us-east-1',
									}),
								);
							});
						}}
						onBack={goHome}
					/>
				);
			}

			case 'region': {
				return (
					<RegionScreen
						present={workRegion}
						trouble={regionTrouble}
						onSelect={(chosen) => {
							setWorkRegion(chosen);
							setRegionTrouble(undefined);
							setTrouble(undefined);
							setRoute(route.then);
						}}
						onBack={goHome}
					/>
				);
			}

			case 'identity': {
				return (
					<IdentityScreen
						services={aws?.identities}
						region={workRegion}
						startUrl={startUrl}
						onChosen={(chosen) => {
							setWho(chosen.who);
							if (workRegion === undefined && chosen.region !== undefined) {
								const problem = regionProblem(chosen.region);
								setRegionTrouble(problem && `${problem} It came from the chosen profile.`);
								setWorkRegion(problem ? undefined : chosen.region);
							}

							setRoute(route.then);
						}}
						onBack={() => {
							setRoute(route.then);
						}}
					/>
				);
			}

			case 'setup': {
				const opened = guides.find(({id}) => id === route.saved.setup.guide);
				return opened ? (
					<OpenedSetup
						key={route.saved.setup.name}
						guide={opened}
						saved={route.saved}
						at={route.at}
						drafts={draftsOf(route.saved.setup.name)}
						store={route.store}
						connection={connection}
						background={background}
						onHome={goHome}
						onTrouble={(words) => {
							enter({trouble: words});
						}}
						onSignIn={(at) => {
							const saved = route.store.read(route.saved.setup.name);
							setRoute({
								screen: 'identity',
								then: {...route, saved, at},
							});
						}}
					/>
				) : undefined;
			}
		}
	};

	return (
		<BannerProvider value={bannerForms(presence.session)}>
			<LeaveProvider value={leave}>
				<HomeProvider
					value={
						route.screen === 'home' && !question
							? undefined
							: () => {
									question?.onBack();
									goHome();
								}
					}
				>
					<WayProvider>
						<HelpDesk>{screen()}</HelpDesk>
					</WayProvider>
				</HomeProvider>
			</LeaveProvider>
		</BannerProvider>
	);
}

function isLeftFinished(
	{store, saved}: Extract<Route, {screen: 'setup'}>,
	guides: readonly AppGuide[],
): boolean {
	const {guide, name} = saved.setup;
	const steps = guides.find(({id}) => id === guide)?.steps ?? [];
	return orElse(
		() => isFinished(store.read(name), steps),
		// Its file is gone or damaged meanwhile: leaving is possible all the same.
		() => false,
	);
}
