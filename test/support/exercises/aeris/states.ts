// What the practice AERIS-AQ looks like when all is well.

export const working = { health: 'healthy', phase: 'running', tools: 'working', database: { integrity: 'ok' } };
export const healthy = { health: 'healthy', phase: 'running', database: { integrity: 'ok' } };
