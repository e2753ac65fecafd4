/**
 * What brings documents of earlier versions up, a step a version. Each document says in `shape` whose hands it last went
 * through: the version of its shape that the code knew which wrote it; one without has the shape of the first version.
 * A reader takes every step that the writer did not know.
 *
 * What is promised, from the second version on:
 *
 * - What a reader does not know it keeps: at every depth, through read, change and write. A document of a later shape is
 *   read as it is, where it has all that this version needs; where it has not, that row alone cannot be read.
 * - During a deploy old and new code write the same documents in turn. What the old one wrote says so, and the new one
 *   takes its steps over it again. So a step may meet what is partly new already: it leaves alone what is, and where a
 *   thing stands under its old and its new name, the old one was written later and wins.
 * - So a field is added in one release, and what it replaces is no longer needed from the next one on. A release that
 *   takes away or renames what the one before needs cannot run beside it: its documents are refused there, and nothing
 *   of them is lost.
 *
 * What cannot be promised for the first version (0.1.0): it drops every field that it does not know, the mark among them.
 * It refuses a document without a field it needs (every partnership, since its `organisation` has another name now), so
 * while both run it fails where it would read one; of what it does not refuse, it writes back the first version's fields
 * alone, which are brought up again. Fields that later versions added are lost there. Its letters say nothing wrong and none
 * is sent twice: what decides that stood in the first version too. Let it finish before the second begins.
 */
export type Fields = Record<string, unknown>

/** One step, from one version of a shape to the next: repeatable, and tolerant of what is partly new already. */
export type Upgrade = (before: Fields) => Fields

/** By kind of document. */
export const UPGRADES: Partial<Record<string, readonly Upgrade[]>> = {}
