import type { configSchema } from '../../api/config.ts';

/** Chinese meaning of each environment variable, for README.zh-CN.md; the compiler asks for every one. */
export const CONFIGURATION_ZH: Readonly<Record<keyof typeof configSchema.shape, string>> = {
  PORT: '监听端口；0 表示自动选择空闲端口。',
  HOST: '监听地址；0.0.0.0 表示所有地址。',
  PUBLIC_URL: '响应中链接的基地址；默认取自请求。',
  DATABASE_URL: '带 PostGIS 的 PostgreSQL 连接地址；不设则使用内嵌数据库。',
  DATA_DIR: '内嵌数据库的数据目录。',
  DATABASE_POOL_SIZE: '到 PostgreSQL 服务器的连接数。',
  STATEMENT_TIMEOUT_MS: '单条 SQL 语句的最长时间，毫秒（服务器数据库）。',
  DEMO: 'auto：空数据库自动载入合成演示城市；off：保持为空。',
  POLICIES_DIR: '自有规划的目录（`<城市>/<规划>/plan.json`），与程序自带的规划并列。',
  READS: 'keys：读取也需要 API 密钥。',
  CORS_ORIGIN: '允许的跨域来源，逗号分隔，或 *。',
  TRUST_PROXY: '前置反向代理的层数，用于判断客户端地址和链接。',
  RATE_LIMIT_PER_MINUTE: '每个地址或密钥每分钟的请求数；0 表示不限。',
  MAX_BODY_BYTES: 'JSON 请求体的最大字节数。',
  MAX_UPLOAD_BYTES: '导入文件的最大字节数。',
  MAX_VERTICES: '请求中一个几何图形的最多顶点数。',
  MAX_ITEMS: '图层单页最多要素数；超过时按此值截断。',
  REQUEST_TIMEOUT_MS: '单个请求的最长时间，毫秒。',
  WORKER_THREADS: '用于计算的线程数；默认为核数减一，至少 2，最多 8。',
  LOG_LEVEL: '请求日志级别。',
  METRICS: '是否提供 /metrics。',
};
