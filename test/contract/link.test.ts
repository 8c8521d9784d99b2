import { describe } from 'vitest'
import { tcpWire, usbPrinterWire } from '../fakes/printer-wires.ts'
import { memoryWire, serialWire } from '../fakes/wires.ts'
import { linkContract } from './link.contract.ts'

describe('memory', () => linkContract(memoryWire))
describe('memory, cut into single bytes', () => linkContract(() => memoryWire(1)))
describe('serial port over a pseudo terminal', () => linkContract(serialWire))
describe('TCP', () => linkContract(tcpWire))
describe('USB printer over a pseudo terminal', () => linkContract(usbPrinterWire))
