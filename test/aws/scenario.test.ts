import { launchScenario } from '../contract/scenario.ts'
import { openRehearsal } from './rehearsal.ts'

launchScenario('On the ports of AWS', openRehearsal, { few: true })
