import type { Localized } from '../localized.ts';

/** What a stable code means to its reader and what to do; served at `/errors/<code>` and printed in docs/errors.md. */
export interface ErrorExplanation {
  readonly title: Localized;
  readonly meaning: Localized;
  readonly remedy: Localized;
}

const explain = (
  title: [string, string],
  meaning: [string, string],
  remedy: [string, string],
): ErrorExplanation => ({
  title: { zh: title[0], en: title[1] },
  meaning: { zh: meaning[0], en: meaning[1] },
  remedy: { zh: remedy[0], en: remedy[1] },
});

/** By code of ERROR_TABLE (api/errors.ts); a test compares both with docs/errors.md. */
export const ERROR_EXPLANATIONS: Readonly<Record<string, ErrorExplanation>> = {
  'invalid-input': explain(
    ['请求中有无效的值', 'The request has an invalid value'],
    [
      '参数或正文缺失、格式不符、超出范围、重复或未知。',
      'A parameter or the body is missing, malformed, out of range, repeated or unknown.',
    ],
    [
      '按 issues 逐项更正：field 为字段，reason 为原因，allowed 为允许的值。',
      'Correct each entry of `issues`: `field`, `reason`, and what is `allowed`.',
    ],
  ),
  'invalid-geometry': explain(
    ['坐标、范围或几何无效', 'A coordinate, box or geometry is not valid'],
    [
      '坐标超出范围、坐标系未知、范围框顺序错误或几何自相交。',
      'A coordinate is out of range, the CRS is unknown, a box is out of order, or a geometry crosses itself.',
    ],
    [
      '检查经纬度顺序、坐标系名称以及 allowed 中的说明。',
      'Check the order of longitude and latitude, the CRS name, and what `allowed` says.',
    ],
  ),
  unauthenticated: explain(
    ['需要有效的 API 密钥', 'A valid API key is needed'],
    ['没有密钥，或密钥错误、过期、已撤销。', 'There is no key, or the key is wrong, expired or revoked.'],
    [
      '用请求头 Authorization: Bearer <密钥> 或 X-API-Key 发送；由管理员用 dingdian keys create 制作。',
      'Send it as `Authorization: Bearer <key>` or `X-API-Key`; an administrator makes one with `dingdian keys create`.',
    ],
  ),
  forbidden: explain(
    ['该密钥无权进行此操作', 'The API key may not do this'],
    [
      '密钥的角色低于所需角色（reader < editor < admin）。',
      'The role of the key is below the one needed (reader < editor < admin).',
    ],
    ['请使用具有所需角色的密钥。', 'Use a key with the role that `detail` names.'],
  ),
  'not-found': explain(
    ['此地址没有内容', 'There is nothing at this address'],
    ['路径未知，或所指的记录不存在。', 'The path is unknown, or the thing that it names does not exist.'],
    ['从首页 / 或 /collections 的链接出发查找。', 'Start from the links of `/` or `/collections`.'],
  ),
  'no-such-job': explain(
    ['没有这个任务', 'There is no such job'],
    [
      '任务编号有误，或任务已超过保留期限而被清除。',
      'The id is wrong, or the job is older than jobs are kept (JOB_RETENTION_DAYS).',
    ],
    ['在 /jobs 中查找，或重新提交。', 'Look in /jobs, or submit the question again.'],
  ),
  'result-not-ready': explain(
    ['任务尚无结果', 'The job has no result yet'],
    ['任务仍在等待或运行。', 'The job still waits or runs.'],
    [
      '查询 /jobs/{id}，待状态为 successful 后再取结果。',
      'Ask /jobs/{id} until its status is `successful`, then fetch the result.',
    ],
  ),
  'method-not-allowed': explain(
    ['此地址不接受该方法', 'This address does not take that method'],
    ['路径存在，但不接受所用的 HTTP 方法。', 'The path exists but does not take the HTTP method used.'],
    ['使用响应头 Allow 中列出的方法。', 'Use a method of the `Allow` header.'],
  ),
  'not-acceptable': explain(
    ['不提供所要求的格式', 'The asked representation is not offered'],
    [
      'Accept 请求头或参数 f 所指的格式此处没有。',
      'The `Accept` header or the parameter `f` asks for a format that is not offered here.',
    ],
    ['选用 detail 中列出的格式。', 'Choose a format that `detail` lists.'],
  ),
  conflict: explain(
    ['写入与已有数据冲突', 'The write conflicts with what is stored'],
    [
      '编码重复、有效期重叠，或记录仍被引用。',
      'A code is repeated, validity periods overlap, or a record is still referred to.',
    ],
    ['查看现有记录，更正后重试。', 'Look at the stored record, correct the write and try again.'],
  ),
  'payload-too-large': explain(
    ['请求超过允许的大小', 'The request is larger than allowed'],
    [
      '正文、上传文件或几何顶点数超过上限。',
      'The body, the file or the number of vertices exceeds its limit.',
    ],
    [
      '拆分或简化后重试；上限由 MAX_BODY_BYTES、MAX_UPLOAD_BYTES、MAX_VERTICES 设定。',
      'Split or simplify it; the limits are MAX_BODY_BYTES, MAX_UPLOAD_BYTES and MAX_VERTICES.',
    ],
  ),
  'unsupported-media-type': explain(
    ['此处不读取该类型的正文', 'The body is of a type that is not read here'],
    [
      'Content-Type 或其编码、字符集不受支持。',
      'The `Content-Type`, its encoding or its character set is not read here.',
    ],
    ['发送 detail 中列出的类型。', 'Send a type that `detail` names.'],
  ),
  'import-rejected': explain(
    ['文件未导入，未写入任何数据', 'The file was not imported; nothing was written'],
    [
      '至少一行未通过检查，默认全部导入或全部不导入。',
      'At least one row did not pass; by default all rows are loaded or none.',
    ],
    [
      '按报告更正这些行，或选择跳过无效行。',
      'Correct the rows of the report, or choose to skip invalid rows.',
    ],
  ),
  'result-too-large': explain(
    ['结果超过上限，请缩小问题范围', 'The answer would exceed its limit; narrow the question'],
    [
      '结果行数超过该问题的上限；不会返回截断的结果。',
      'The answer has more rows than this question may return; it is not cut short silently.',
    ],
    ['限定区域、类型或半径后重试。', 'Name an area, a type or a smaller radius.'],
  ),
  'rate-limited': explain(
    ['请求过于频繁', 'Too many requests'],
    [
      '该密钥或地址在一分钟内的请求数，或该地址的错误密钥次数超过上限。',
      'This key or address made too many requests within a minute, or sent too many wrong keys.',
    ],
    ['等待响应头 Retry-After 所示的秒数后重试。', 'Wait for the seconds of the `Retry-After` header.'],
  ),
  'queue-full': explain(
    ['等待中的任务过多', 'Too many jobs are waiting'],
    ['等待运行的任务数已达上限（MAX_WAITING_JOBS）。', 'As many jobs wait as may (MAX_WAITING_JOBS).'],
    [
      '待部分任务完成后再提交，或取消不再需要的任务。',
      'Submit again when some are done, or dismiss jobs that are not wanted any more.',
    ],
  ),
  'client-gone': explain(
    ['客户端已离开', 'The client went away'],
    [
      '客户端在得到答复前关闭了连接，计算已取消。',
      'The client closed the connection before the answer; the work was cancelled.',
    ],
    ['需要时重新请求。', 'Ask again if the answer is still wanted.'],
  ),
  unavailable: explain(
    ['服务尚未就绪', 'The service is not ready'],
    ['数据库暂时无法访问或正忙。', 'The database cannot be reached or is busy for the moment.'],
    [
      '等待响应头 Retry-After 所示的秒数后重试；持续出现时查看 /ready。',
      'Wait for the seconds of `Retry-After`; if it lasts, look at `/ready`.',
    ],
  ),
  'time-limit': explain(
    ['问题所需时间超过上限', 'The question took longer than allowed'],
    [
      '请求超过 REQUEST_TIMEOUT_MS，或一条查询超过 STATEMENT_TIMEOUT_MS。',
      'The request exceeded REQUEST_TIMEOUT_MS or one statement exceeded STATEMENT_TIMEOUT_MS.',
    ],
    ['缩小区域或半径后重试，或提高上限。', 'Narrow the area or the radius, or raise the limit.'],
  ),
  'job-interrupted': explain(
    ['运行任务的进程中途结束', 'The process that ran the job ended before it was done'],
    [
      '服务进程在任务完成前多次终止，例如因内存不足；任务不再重试。',
      'A server process ended while it ran the job, three times, for example for lack of memory; it is not tried again.',
    ],
    [
      '查看服务日志，缩小问题范围或增加内存后重新提交。',
      'Look at the log of the server; narrow the question or give it more memory, and submit it again.',
    ],
  ),
  startup: explain(
    ['程序无法按配置启动', 'The program cannot start as configured'],
    ['只出现在启动日志中，不会作为答复发送。', 'Shown only at start, never sent as an answer.'],
    ['按消息末尾的办法处理。', 'Do what the end of the message says.'],
  ),
  internal: explain(
    ['发生意外错误', 'An unexpected error happened'],
    ['程序的缺陷；细节只写入日志。', 'A fault of the program; its details are only in the log.'],
    [
      '把 requestId 告知运行者，可据此在日志中查找。',
      'Tell the operator the `requestId`: it finds the entry in the log.',
    ],
  ),
};

/** The explanation of a code, or undefined when there is none. */
export function explanationOf(code: string | undefined): ErrorExplanation | undefined {
  return code !== undefined && Object.hasOwn(ERROR_EXPLANATIONS, code) ? ERROR_EXPLANATIONS[code] : undefined;
}
