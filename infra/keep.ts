/** What must outlive every deployment: the documents, the mail that came in, and the secret that keys every link. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb'
import * as s3 from 'aws-cdk-lib/aws-s3'
import * as secrets from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import type { StackSettings } from './settings.ts'

/** Under which the receipt rule puts mail. */
export const MAIL_PREFIX = 'incoming/'
const MAIL_KEPT = Duration.days(30)

export class Keep extends Construct {
  /** Where the documents are: the stack's own table, or the one that the settings name. */
  readonly table: Pick<dynamodb.ITable, 'tableName' | 'tableArn'>
  readonly mail: s3.Bucket
  /** What keys every link: the stack's own, or the one that the settings name. */
  readonly secret: Pick<secrets.ISecret, 'secretArn'>

  constructor(scope: Construct, id: string, { table, secretArn }: StackSettings) {
    super(scope, id)
    const own = new dynamodb.Table(this, 'Documents', {
      partitionKey: { name: 'partition', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'key', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      timeToLiveAttribute: 'expiresAt',
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
    })
    // An empty table costs nothing and stays beside the restored one, so that no deployment can take either away.
    this.table = table === undefined ? own : dynamodb.Table.fromTableName(this, 'Restored', table)
    this.mail = new s3.Bucket(this, 'Mail', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [{ expiration: MAIL_KEPT, abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.secret =
      secretArn === undefined
        ? new secrets.Secret(this, 'Key', {
            description: 'Keys every link and reply address of Convoke. Changing it breaks those that are out.',
            generateSecretString: { passwordLength: 64, excludePunctuation: true },
            removalPolicy: RemovalPolicy.RETAIN,
          })
        : secrets.Secret.fromSecretCompleteArn(this, 'Key', secretArn)
  }
}
