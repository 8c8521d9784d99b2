/**
 * The example of EIP-712: https://github.com/ethereum/EIPs/blob/master/assets/eip-712/Example.js
 * (domain, digest and signer; r, s and v as eth-account, MetaMask's eth-sig-util and the
 * example's own test state them). Its private key is keccak256("cow").
 */
export const MAIL = {
  domain: {
    name: 'Ether Mail',
    version: '1',
    chainId: 1,
    verifyingContract: '0xcccccccccccccccccccccccccccccccccccccccc',
  },
  domainSeparator: 'f2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f',
  digest: 'be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2',
  r: '4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d',
  s: '07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b91562',
  v: 28,
  signer: '0xcd2a3d9f938e13cd947ec05abc7fe734df8dd826',
} as const

/** EIP-3009, "Specification": https://eips.ethereum.org/EIPS/eip-3009 */
export const TRANSFER_WITH_AUTHORIZATION_TYPEHASH =
  '7c7c6cdb67a18743f49ec6fa9b35f50d52ed05cbed4cc592e13b44501c1a2267'

/** ERC-55, "Test Cases": https://eips.ethereum.org/EIPS/eip-55 */
export const CHECKSUM_ADDRESSES = [
  '0x52908400098527886E0F7030069857D2E4169EE7',
  '0x8617E340B3D01FA5F11F306F4090FD50E238070D',
  '0xde709f2102306220921060314715629080e2fb77',
  '0x27b1fdb04752bbc536007a920d24acb045561c26',
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
  '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
  '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
] as const
