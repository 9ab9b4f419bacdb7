import {type ReactNode} from 'react';
import {expect, test} from 'vitest';
import {Checklist} from '../../source/ui/checklist.js';
import {FilterList, PickList} from '../../source/ui/filter-list.js';
import {Form, TextField} from '../../source/ui/text-field.js';
import {KeyHints} from '../../source/ui/frame-keys.js';
import {LiveText, Loading} from '../../source/ui/loading.js';
import {PasteBox} from '../../source/ui/paste-box.js';
import {Select} from '../../source/ui/select.js';
import {renderAt} from '../support/render-at.js';

const nothing = () => undefined;

test.each<[string, ReactNode, RegExp]>([
	[
		'a menu',
		<Select
			key="menu"
			items={[
				{label: 'One', value: 1},
				{label: 'Two', value: 2},
			]}
			onSelect={nothing}
		/>,
		/^listbox: option: \(selected\) 1\.\s+One\noption: 2\.\s+Two$/v,
	],
	[
		'a line of text',
		<TextField key="field" label="Alias" value="workato" onChange={nothing} onSubmit={nothing} />,
		/^textbox: Alias\nworkato$/v,
	],
	[
		'a form',
		<Form
			key="form"
			fields={[{id: 'alias', label: 'Alias', value: 'workato'}]}
			line="alias"
			onChange={nothing}
			onMove={nothing}
			onSubmit={nothing}
		/>,
		/^list: textbox: Alias\nworkato$/v,
	],
	[
		'a box for text of several lines',
		<PasteBox
			key="paste"
			label="Paste it here"
			value="one"
			rows={5}
			onChange={nothing}
			onSubmit={nothing}
		/>,
		/^textbox: \(multiline\) Paste it here\n/v,
	],
	[
		'a list to tick rows in',
		<PickList
			key="list"
			items={[
				{id: 'a', label: 'Orders', value: 'a'},
				{id: 'b', label: 'Old', disabled: 'deleted', value: 'b'},
			]}
			chosen={['a']}
			rows={10}
			onDone={nothing}
		/>,
		/listbox: \(multiselectable\) option: \(selected, checked\) .*Orders\noption: \(disabled\) .*Old/sv,
	],
	[
		'a list to choose one row of',
		<FilterList
			key="filter"
			items={[
				{id: 'a', label: 'Orders', value: 'a'},
				{id: 'b', label: 'Old', disabled: 'deleted', value: 'b'},
			]}
			rows={10}
			onSelect={nothing}
		/>,
		/^textbox: .*Type to filter\n2 in all\nlistbox: option: \(selected\) .*Orders\noption: \(disabled\) .*Old/sv,
	],
	[
		'a checklist',
		<Checklist
			key="checks"
			rows={10}
			checks={[{id: 'a', title: 'The key is enabled', status: 'pass', detail: 'Yes.'}]}
		/>,
		/^list: listitem: Pass: The key is enabled\. Yes\.$/v,
	],
	['a wait', <Loading key="wait" text="Asking AWS" />, /^progressbar: \(busy\) Asking AWS$/v],
	['a time that runs down', <LiveText key="live" text="9 min left" />, /^timer: 9 min left$/v],
	['the keys', <KeyHints key="keys" keys={[{key: 'Esc', does: 'back'}]} />, /^toolbar: Esc back$/v],
])('%s says what it is and how it stands', async (_, tree, heard) => {
	const {frame} = renderAt(tree, {isScreenReader: true});
	expect(frame()).toMatch(heard);
});
