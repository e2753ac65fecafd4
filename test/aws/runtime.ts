/**
 * A stand-in for Lambda's runtime: loads one bundle in a bare Node, calls its handler for every event it is sent and
 * answers with what came of it.
 */
const [bundle = '', name = ''] = process.argv.slice(2)
const { handler } = (await import(bundle)) as { handler: (event: unknown, context: unknown) => Promise<unknown> }

process.on('message', async ({ event, remaining }: { event: unknown; remaining: number }) => {
  const until = Date.now() + remaining
  const context = {
    awsRequestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    memoryLimitInMB: '512',
    callbackWaitsForEmptyEventLoop: true,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: '2026/01/05/[$LATEST]0123456789abcdef',
    getRemainingTimeInMillis: () => until - Date.now(),
  }
  const answer = await handler(event, context).then(
    result => ({ result }),
    (error: Error) => ({ error: String(error.stack) }),
  )
  // As Lambda does, and after it everything that the call has written has been read.
  process.stdout.write(`END RequestId: ${context.awsRequestId}\n`, () => process.send?.(answer))
})
process.send?.({ ready: true })

export {}
