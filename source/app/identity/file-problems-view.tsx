import {type FileProblem} from '../../aws/profiles/read-profiles.js';
import {useBodySize} from '../../ui/body-size.js';
import {ScreenFrame} from '../../ui/screen-frame.js';
import {ScrollBox} from '../../ui/scroll-box.js';
import {useTheme} from '../../ui/theme.js';
import {useInput} from '../../ui/use-input.js';
import {identityHelp} from './help.js';

/** A place in the AWS files, what is wrong there, and whom it stops. */
export function problemText({
	path,
	line,
	message,
	reader,
}: FileProblem): string {
	return `${path}${line === undefined ? '' : `, line ${line}`}: ${message}${reader === 'aws CLI' ? ' The aws CLI refuses this file.' : ''}`;
}

type Props = {
	readonly problems: readonly FileProblem[];
	readonly onBack: () => void;
};

/** Everything in the AWS files that is not read as it stands. */
export function FileProblemsView({problems, onBack}: Props) {
	useInput((_, key) => {
		if (key.escape) {
			onBack();
		}
	});
	return (
		<ScreenFrame
			title="What is wrong in your AWS files"
			help={identityHelp.list}
			keys={[
				{key: 'Esc', does: 'back'},
				{key: '↑↓', does: 'scroll'},
			]}
		>
			<Problems problems={problems} />
		</ScreenFrame>
	);
}

function Problems({problems}: Pick<Props, 'problems'>) {
	const {rows} = useBodySize();
	const {symbols} = useTheme();
	const byFile = Map.groupBy(problems, ({path}) => path);
	const lines = Array.from(byFile, ([path, places]) => [
		{
			text: places.some(({reader}) => reader === 'aws CLI')
				? `${path}: the aws CLI refuses this file.`
				: path,
			isStrong: true,
		},
		...places.map(({line, message}) => ({
			gutter: `${symbols.warn} `,
			text: line === undefined ? message : `Line ${line}: ${message}`,
		})),
		{text: ''},
	]);
	return <ScrollBox rows={rows} lines={lines.flat().slice(0, -1)} />;
}
