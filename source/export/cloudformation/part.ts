import {type TemplateValue} from './template-yaml.js';

/** What one kind of thing brings to a template, section by section. */
export type TemplatePart = {
	parameters: Record<string, TemplateValue>;
	conditions?: Record<string, TemplateValue>;
	resources: Record<string, TemplateValue>;
	outputs: Record<string, TemplateValue>;
};
