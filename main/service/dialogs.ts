/** Windows in which a person picks a JSON file. undefined: they changed their mind. */
export interface ServiceDialogs {
  save(suggestedName: string): Promise<string | undefined>
  open(): Promise<string | undefined>
}
