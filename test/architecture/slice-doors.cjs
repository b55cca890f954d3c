// Which slice may walk through which other slice's door (index.ts). Absent = not at all.
module.exports = {
  quoting: {
    ledger: [],
    'company-feed': [],
    capacity: [],
    tenders: ['ledger', 'company-feed', 'capacity'],
    bidding: ['ledger', 'company-feed', 'capacity', 'tenders'],
    awards: ['ledger', 'company-feed', 'capacity', 'tenders', 'bidding'],
    live: ['ledger', 'company-feed', 'capacity', 'tenders', 'bidding'],
  },
  order: {
    catalogue: [],
    sheets: [],
    files: ['sheets'],
    grants: ['sheets', 'files'],
    models: ['files'],
    pieces: [],
    moulds: ['catalogue', 'files', 'models', 'pieces'],
    orders: ['pieces', 'moulds'],
    progress: ['files', 'pieces', 'moulds', 'orders'],
  },
  gateway: {
    accounts: [],
    graphql: ['accounts'],
  },
};
