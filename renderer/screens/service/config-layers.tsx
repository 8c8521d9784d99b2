import type { LayersDetail, LayerVersion } from '#src/ipc/maintenance.ts'
import { type Text, useText } from '../../i18n/use-text.ts'
import { Differences } from './differences.tsx'
import { Facts } from './facts.tsx'
import { Problem } from './problem.tsx'

/** What the fleet says over the file: which versions count, which fields they set, and what waits. */
export function ConfigLayers({ layers: { inForce, waiting, refused, fields } }: { layers: LayersDetail }) {
  const text = useText()
  const { t } = text
  return (
    <section className="config-layers">
      {refused && <Problem failure={refused} />}
      <Facts
        title={t('service.layers')}
        facts={
          inForce.length > 0
            ? inForce.map(
                ({ level, version }) =>
                  [nameOf(level, text), t('service.layerVersion', { version })] as const,
              )
            : [[t('service.layer.fleet'), t('service.layerNone')]]
        }
      />
      {waiting && (
        <p role="status">
          <strong>{t('service.layersNext')}:</strong> {waiting.map((each) => listed(each, text)).join(', ')}.{' '}
          {t('service.layersWait')}
        </p>
      )}
      {fields.length > 0 ? (
        <>
          <p className="service__quiet">{t('service.layersText')}</p>
          <Differences differences={fields} heads={['service.inFile', 'service.fromFleet']} />
        </>
      ) : (
        <p className="service__quiet">{t('service.layersSame')}</p>
      )}
    </section>
  )
}

const nameOf = (level: LayerVersion['level'], { t }: Text): string => t(`service.layer.${level}`)

const listed = ({ level, version }: LayerVersion, text: Text): string =>
  `${nameOf(level, text)}: ${text.t('service.layerVersion', { version })}`
