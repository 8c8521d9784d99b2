import { useRef } from 'react'
import {
  Button,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SearchField,
  Select,
  SelectValue,
} from 'react-aria-components'
import { dayOf } from '../../components/days.ts'
import { TypingKeys } from '../../components/typing-keys/typing-keys.tsx'
import { type Text, useText } from '../../i18n/use-text.ts'
import { SHOWN, type Shown } from '../../queue/history.ts'

/** What the person is looking for; `daysBack`: null for all days, 0 for today. */
export interface Filters {
  readonly text: string
  readonly shown: Shown
  readonly daysBack: number | null
}

export const noFilters: Filters = { text: '', shown: 'all', daysBack: null }

/** As far back as one day can be chosen; older ones are found by searching. */
const DAYS = 60

interface Props {
  readonly filters: Filters
  readonly now: number
  readonly onChange: (filters: Filters) => void
}

export function FilterBar({ filters, now, onChange }: Props) {
  const text = useText()
  const { t } = text
  const field = useRef<HTMLInputElement>(null)
  const days = Array.from({ length: DAYS }, (_, back) => ({
    id: back.toString(),
    name: dayName(back, now, text),
  }))
  return (
    <div className="filters">
      <SearchField
        className="filters__search"
        aria-label={t('history.search')}
        value={filters.text}
        onChange={(typed) => onChange({ ...filters, text: typed })}
      >
        <Input
          ref={field}
          className="field__input filters__input"
          placeholder={t('history.searchHint')}
          maxLength={60}
        />
        <Button className="filters__clear" aria-label={t('history.clear')}>
          <svg className="filters__icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d="m3 3 10 10m0-10L3 13" />
          </svg>
        </Button>
      </SearchField>
      <TypingKeys field={field} />
      <Choice
        label={t('history.state')}
        value={filters.shown}
        options={SHOWN.map((id) => ({ id, name: t(`shown.${id}`) }))}
        onChange={(id) => onChange({ ...filters, shown: SHOWN.find((shown) => shown === id) ?? 'all' })}
      />
      <Choice
        label={t('history.day')}
        value={filters.daysBack?.toString() ?? ALL_DAYS}
        options={[{ id: ALL_DAYS, name: t('history.allDays') }, ...days]}
        onChange={(id) => onChange({ ...filters, daysBack: id === ALL_DAYS ? null : Number(id) })}
      />
    </div>
  )
}

const ALL_DAYS = 'all'

function dayName(back: number, now: number, { t, day }: Text): string {
  if (back === 0) return t('history.today')
  return back === 1 ? t('history.yesterday') : day(dayOf(now, back).from)
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly id: string; readonly name: string }[]
  readonly onChange: (id: string) => void
}

const Choice = ({ label, value, options, onChange }: ChoiceProps) => (
  <Select className="choice" value={value} onChange={(key) => onChange(String(key))}>
    <Label className="visually-hidden">{label}</Label>
    <Button className="button choice__button">
      <SelectValue className="choice__value" />
      <svg className="choice__arrow" viewBox="0 0 16 16" aria-hidden="true">
        <path d="m3 6 5 5 5-5" />
      </svg>
    </Button>
    <Popover className="choice__popover">
      <ListBox className="choice__list" items={options}>
        {({ name }) => <ListBoxItem className="choice__item">{name}</ListBoxItem>}
      </ListBox>
    </Popover>
  </Select>
)
