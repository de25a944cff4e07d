/**
 * Everything that is known to exist in a fresh sandbox. Ids are fixed, so that a test can name
 * them; keys and tokens are long and peculiar, so that a leak of one can be found by its text.
 */
export const FIXTURES = {
  clarityq: {
    appHost: 'app.clarityq.ai',
    apiHost: 'api.clarityq.ai',
    productId: '5b0e6f0a-3c1d-4a57-9a43-0d2f7c8e1a01',
    productName: 'Retail analytics',
    otherProductId: '5b0e6f0a-3c1d-4a57-9a43-0d2f7c8e1a02',
    otherProductName: 'Logistics',
    /** Made by `maker` with the role member, for `productId`. */
    key: 'cq_live_7Hd2mQx9VbT4nLk8RzWc3YpJ',
    /** A key of `otherProductId`. */
    otherKey: 'cq_live_Zr5uNf1KsE6wGy0BjXa7TvMq',
    /** A key of `productId` whose maker may only read. */
    viewerKey: 'cq_live_Pv3oCi8DhS2xUe6FgLt9AwKn',
    unknownKey: 'cq_live_thisKeyWasNeverIssuedByAnyone',
    maker: 'mira@northwind.example',
    conversations: {
      /** One completed answer with text, a chart and a table. */
      completed: 'c1a90001-7d35-4b0e-8f6a-2f1b6d3e5c01',
      /** Two completed answers. */
      twoTurns: 'c1a90002-7d35-4b0e-8f6a-2f1b6d3e5c02',
      /** Its first answer is being written. */
      inProgress: 'c1a90003-7d35-4b0e-8f6a-2f1b6d3e5c03',
      /** Its answer failed. */
      error: 'c1a90004-7d35-4b0e-8f6a-2f1b6d3e5c04',
      /** More completed ones, for the side bar. */
      margin: 'c1a90005-7d35-4b0e-8f6a-2f1b6d3e5c05',
      openings: 'c1a90006-7d35-4b0e-8f6a-2f1b6d3e5c06',
      newsletter: 'c1a90007-7d35-4b0e-8f6a-2f1b6d3e5c07',
      /** Belongs to `otherProductId`. */
      otherProduct: 'c1a90008-7d35-4b0e-8f6a-2f1b6d3e5c08',
    },
    unknownConversation: 'c1a9ffff-7d35-4b0e-8f6a-2f1b6d3e5cff',
  },
  clarifeye: {
    host: 'eu.app.clarifeye.ai',
    projectId: '8d4c2b10-6e9f-4c3a-b7d5-91e0a4f6c801',
    projectName: 'People handbook',
    /** A second project the member reaches. */
    secondProjectId: '8d4c2b10-6e9f-4c3a-b7d5-91e0a4f6c802',
    secondProjectName: 'Sales playbook',
    /** Only the admin reaches it. */
    hiddenProjectId: '8d4c2b10-6e9f-4c3a-b7d5-91e0a4f6c803',
    unknownProjectId: '8d4c2b10-6e9f-4c3a-b7d5-91e0a4f6c8ff',
    tokens: {
      member: '4f1d9c7ae2b86035d1c94e7fa0b62583ce914d07',
      /** Sees everybody's rows and may impersonate. */
      admin: 'a83e05d2c6f97b14e0d85a3c72f9b6411d08e7c5',
      /** Another ordinary person in the same project. */
      second: '90b7c1e4d5a2f8367e1d0c94b8a6f5230d7e91cb',
      unknown: '0000deadbeef0000deadbeef0000deadbeef0000',
    },
    people: {
      member: { id: 'f0000001-1a2b-4c3d-8e4f-5a6b7c8d9e01', email: 'mira@northwind.example' },
      admin: { id: 'f0000002-1a2b-4c3d-8e4f-5a6b7c8d9e02', email: 'ada@northwind.example' },
      second: { id: 'f0000003-1a2b-4c3d-8e4f-5a6b7c8d9e03', email: 'jonas@northwind.example' },
      /** Known, but without access to `projectId`: impersonating them falls back silently. */
      stranger: { id: 'f0000004-1a2b-4c3d-8e4f-5a6b7c8d9e04', email: 'nele@elsewhere.example' },
    },
    conversations: {
      /** Three finished answers with the query ids 0, 1 and 2. */
      leave: 'e7b30001-2c4d-4f5e-9a6b-7c8d9e0f1a01',
      /** Finished answers with the query ids 0, 3 and 7. */
      gaps: 'e7b30002-2c4d-4f5e-9a6b-7c8d9e0f1a02',
      /** Query 0 is finished, query 1 is being answered. */
      inProgress: 'e7b30003-2c4d-4f5e-9a6b-7c8d9e0f1a03',
      /** One finished answer, query id 0. */
      single: 'e7b30004-2c4d-4f5e-9a6b-7c8d9e0f1a04',
      archived: 'e7b30005-2c4d-4f5e-9a6b-7c8d9e0f1a05',
      /** The second person's, not shared: out of the member's reach. */
      private: 'e7b30006-2c4d-4f5e-9a6b-7c8d9e0f1a06',
      /** The second person's, shared: the member reads it and cannot send messages. */
      shared: 'e7b30007-2c4d-4f5e-9a6b-7c8d9e0f1a07',
      /** The member's, in `secondProjectId`. */
      secondProject: 'e7b30008-2c4d-4f5e-9a6b-7c8d9e0f1a08',
    },
    unknownConversation: 'e7b3ffff-2c4d-4f5e-9a6b-7c8d9e0f1aff',
    us: {
      host: 'us.app.clarifeye.ai',
      token: 'c5e2a9f07b3d1648fe92c0d7a4b8516390ef2dac',
      projectId: '8d4c2b10-6e9f-4c3a-b7d5-91e0a4f6c811',
      projectName: 'Claims handbook',
      conversation: 'e7b30011-2c4d-4f5e-9a6b-7c8d9e0f1a11',
    },
    own: {
      host: 'northwind.clarifeye.io',
      token: '17a0c3e96d5b8f42b1e7d90c4a6f2385ec0b79d4',
      projectId: '8d4c2b10-6e9f-4c3a-b7d5-91e0a4f6c821',
      projectName: 'Warehouse manual',
      conversation: 'e7b30021-2c4d-4f5e-9a6b-7c8d9e0f1a21',
    },
  },
} as const;
