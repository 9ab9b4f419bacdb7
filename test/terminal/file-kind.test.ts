import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {decodeText, NotTextError, pastedKind} from '../../source/terminal/text-file.js';

const bytes = (latin: string) => Buffer.from(latin, 'latin1');
const zip = (name: string) =>
	bytes(`PK\u{3}\u{4}\u{14}\0\0\0\u{8}\0${'\u{9C}'.repeat(20)}${name}\0\0`);

test.each([
	['%PDF-1.7\n%\u{E2}\u{E3}', 'a PDF document'],
	['\u{89}PNG\r\n\u{1A}\n', 'a PNG image'],
	['\u{FF}\u{D8}\u{FF}\u{E0}', 'a JPEG image'],
	['GIF89a', 'a GIF image'],
	['RIFF\u{1}\u{2}\u{3}\u{4}WEBPVP8', 'a WebP image'],
	['\0\0\0\u{18}ftypheic', 'an image or a video'],
	['\u{D0}\u{CF}\u{11}\u{E0}\u{A1}\u{B1}\u{1A}\u{E1}', 'an Excel or Word file of the old kind'],
	['\u{1F}\u{8B}\u{8}', 'a gzip archive'],
	['\u{7F}ELF\u{2}', 'a program'],
	['MZ\u{90}\0', 'a program for Windows'],
	[String.raw`{\rtf1\ansi`, 'an RTF document'],
	['SQLite format 3\0', 'a SQLite database'],
	['a\0b', 'a binary file'],
	['caf\u{E9},1', 'text in another encoding than UTF-8'],
	['P\0r\0o\0j\0e\0c\0t\0', 'text in UTF-16'],
])('%j is told by what it is', (latin, what) => {
	expect(() => decodeText(bytes(latin))).toThrow(expect.objectContaining({what}));
});

test.each([
	['xl/workbook.xml', 'an Excel workbook'],
	['word/document.xml', 'a Word document'],
	['mimetypeapplication/vnd.oasis.opendocument.spreadsheet', 'an OpenDocument spreadsheet'],
	['notes.txt', 'a ZIP archive'],
])('an archive that holds %s is %s', (name, what) => {
	expect(() => decodeText(zip(name))).toThrow(expect.objectContaining({what}));
});

test('a workbook is told what to do with', () => {
	try {
		decodeText(zip('xl/workbook.xml'));
		expect.unreachable();
	} catch (error) {
		expect(error).toBeInstanceOf(NotTextError);
		expect(error).toHaveProperty('hint', expect.stringContaining('CSV'));
	}
});

test.each([
	['{"Sid": "Ä"}', Buffer.from('{"Sid": "Ä"}')],
	['\u{FEFF}a', Buffer.from('\u{FEFF}a')],
	['Project\tÄ\n', Buffer.from('\u{FEFF}Project\tÄ\n', 'utf16le')],
	['Project\tÄ\n', Buffer.from('\u{FEFF}Project\tÄ\n', 'utf16le').swap16()],
	['MZ is a name', Buffer.from('MZ is a name')],
	['', Buffer.alloc(0)],
])('%j is read as text', (text, encoded) => {
	expect(decodeText(encoded)).toBe(text);
});

test.each([
	['%PDF-1.7 \u{FFFD}\u{FFFD}', 'a PDF document'],
	['PK\u{3}\u{4}\u{14}\0\0\0xl/workbook.xml', 'an Excel workbook'],
	['\u{FFFD}PNG\r\n\u{1A}\n\0\0\0\rIHDR\0\0', 'a binary file'],
	['Project\tID\nOrders\t1', undefined],
	['a\u{1B}[31mred\u{1B}[0m', undefined],
	['one \u{FFFD} two', undefined],
])('pasted, %j is %s', (text, what) => {
	expect(pastedKind(text)).toBe(what);
});
