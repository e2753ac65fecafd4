import { plainWords } from './company.ts'

/**
 * Given names that are common in the United States, in English and Spanish, plain (lower case, no accents). A name that
 * is missing here is a name all the same: this only tips the scales where nothing else tells a given name from a family
 * name, a company or a word.
 */
const COMMON =
  'may del em lu di vi aaron abby abe abel abigail abraham ada adam adan addison adela adelaide adele adolfo adrian adriana adrienne agnes agustin ' +
  'ahmed aida aidan aileen aimee aisha akiko al alan alana alba albert alberto alec alejandra alejandro alex alexa alexander ' +
  'alexandra alexandria alexis alfonso alfred alfredo ali alice alicia alisa alison alissa allan allen allie allison alma alonso ' +
  'alonzo althea alvaro alvin alyssa amalia amanda amar amber amelia amir amit amy ana anand andre andrea andreas andres andrew ' +
  'andy angel angela angelica angelina angelo angie anil anita anjali ann anna annabelle anne annette annie anthony antoine ' +
  'antoinette anton antonia antonio april araceli archie ariana ariel arlene armando arnold arnulfo art arthur arturo arun ' +
  'asha ashley ashok aubrey audrey augustine aurora austin ava barb barbara barry bart beatrice beatriz becky belinda ben ' +
  'benita benito benjamin benny bernadette bernard bernardo bernice bernie bert bertha bessie beth bethany betsy bettina betty ' +
  'beverly bev bianca bill billie billy blake blanca bo bob bobbi bobbie bobby bonnie boris brad bradford bradley brady brandi ' +
  'brandon brandy brenda brendan brent bret brett brian briana brianna bridget bridgette brittany brock brooke bruce bruno bryan ' +
  'bryant bryce bud byron caitlin caleb callie calvin cameron camila camille candace candice candy cara carl carla carlo carlos ' +
  'carlotta carlton carly carmen carol carole carolina caroline carolyn carrie carter cary casey cassandra cassie catalina ' +
  'catherine cathleen cathy cecelia cecil cecilia celeste celia celina cesar chad chandra charity charlene charles charlie ' +
  'charlotte chase chelsea cheri cherie cheryl chester chloe chris christa christian christie christina christine christopher ' +
  'christy chuck ciara cindy claire clara clarence clarissa claude claudia claudio clay clayton clem cleo cliff clifford clifton ' +
  'clint clinton clyde cody colby cole colette colin colleen collin connie connor conrad constance consuelo cooper cora corey ' +
  'corinne cornelius cory courtney craig cristian cristina cruz crystal curt curtis cynthia daisy dale damian damon dan dana ' +
  'dane daniel daniela danielle danny daphne dara darcy daria darin darius darla darlene darrell darren darryl darwin dave david ' +
  'davis dawn dean deana deandre deanna deb debbie debora deborah debra dee deepak deidre deirdre delia della delores denis ' +
  'denise dennis derek derrick desiree desmond destiny devin devon dewayne dexter diana diane dianna dianne dick diego dina dinah ' +
  'dirk dolores dominic dominick dominique don donald donna donnie donovan dora doreen doris dorothy dot doug douglas drew duane ' +
  'duncan dustin dwayne dwight dylan earl earnest ed eddie edgar edith edmund edna eduardo edward edwin efrain eileen elaine ' +
  'eleanor elena eli elias elijah elisa elise eliseo elissa eliza elizabeth ella ellen ellie elliot elliott ellis elmer eloise ' +
  'elsa elsie elvia elvira elvis emanuel emil emilia emilio emily emma emmanuel enrique eric erica erich erick ericka erik erika ' +
  'erin ernest ernesto ernie ervin esmeralda esperanza esteban estela estella esther ethan ethel eugene eugenia eunice eva evan ' +
  'evelyn everett fabian faith fatima fay faye federico felicia felipe felix fern fernando fidel fiona florence floyd frances ' +
  'francesca francine francis francisco frank frankie franklin fred freda freddie frederick fredric gabriel gabriela gabriella ' +
  'gabrielle gail garrett garry gary gavin gayle gena gene genevieve geoff geoffrey george georgia georgina gerald geraldine ' +
  'gerard gerardo german gerry gil gilbert gilberto gina ginger ginny giovanni gladys glen glenda glenn gloria gonzalo gordon ' +
  'grace gracie graciela graham grant greg gregg gregory greta gretchen griselda guadalupe guillermo gus gustavo guy gwen ' +
  'gwendolyn hal hank hannah hans harish harley harlan harold harriet harrison harry harvey hassan hazel heather hector heidi ' +
  'helen helena helene henrietta henry herb herbert heriberto herman hilary hilda hiram hiroshi holly homer hope horace horacio ' +
  'howard hubert hugh hugo humberto hunter ian ibrahim ida ignacio igor ilene imelda ina india ingrid ira irene iris irma irving ' +
  'isaac isabel isabella isaiah ismael israel ivan ivy jack jackie jaclyn jacob jacqueline jacques jade jaime jake jamal jamie ' +
  'james jan jana jane janelle janet janette janice janie janine janis jared jarrod jasmine jason jasper javier jay jayden jayne ' +
  'jean jeanette jeanne jeannette jeannie jeff jefferson jeffery jeffrey jen jenna jennie jennifer jenny jeremiah jeremy jermaine ' +
  'jerome jerry jess jesse jessica jessie jesus jill jillian jim jimmie jimmy jing jo joan joann joanna joanne joaquin jocelyn ' +
  'jodi jodie jody joe joel joey johanna john johnathan johnnie johnny jon jonathan jonathon joni jorge jose josefina joseph ' +
  'josephine josh joshua josie joy joyce juan juana juanita judith judy jules julia julian juliana julianne julie juliet julio ' +
  'julius june justin justine kaitlyn kara karen kari karin karina karl karla karyn kasey kate katelyn katherine kathleen kathryn ' +
  'kathy katie katrina kay kayla keisha keith kelley kelli kellie kelly kelsey kelvin ken kendall kendra kenneth kenny kent keri ' +
  'kerry kevin kim kimberly kiran kirk kirsten kirsty kris krista kristen kristi kristie kristin kristina kristine kristy krystal ' +
  'kumar kurt kyla kyle lacey lakisha lakshmi lana lance lara larry latasha latoya laura laurel lauren laurence lauri laurie ' +
  'lawrence leah leanne lee leigh lela leland lena leo leon leona leonard leonardo leonel leroy les lesa leslie lester leticia lewis ' +
  'lia liam lila lilia lilian lillian lilly lily lina linda lindsay lindsey lionel lisa liz liza lloyd lois lola lonnie lora ' +
  'lorena lorenzo loretta lori lorna lorraine lou louis louisa louise lourdes lucas lucia luciana lucille lucinda lucy luis luisa ' +
  'luke lupe luther luz lydia lyle lynda lynette lynn lynne mabel mack madeline madison mae maggie malcolm malik mandy manny ' +
  'manuel manuela mara marc marcel marcella marcelo marci marcia marco marcos marcus margaret margarita margie margo margot ' +
  'marguerite maria mariah marian mariana marianne maribel maricela marie marilyn mario marion marisa marisol marissa marjorie ' +
  'mark marla marlene marlon marsha marshall marta martha martin martina marty marvin mary maryann maryanne mason mateo mathew ' +
  'matilda matt matthew maureen maurice mauricio max maxine maxwell maya mayra meagan megan meghan mei mel melanie melba melinda ' +
  'melissa melody melvin mercedes meredith merle meryl mia micah michael michaela micheal michel michele michelle miguel mike ' +
  'mildred miles milton mimi mina mindy minerva minh miranda miriam misty mitch mitchell mohamed mohammed moises mollie molly mona ' +
  'monica monique monte morgan morris moses muhammad muriel myra myrna myron myrtle nadia nadine nancy naomi natalia natalie ' +
  'natasha nate nathan nathaniel neal ned neil nelda nell nellie nelson nestor nettie neva nicholas nichole nick nicolas nicole ' +
  'nikki nina nita noah noe noel noelle noemi nora norbert noreen norma norman octavio odell olga olive oliver olivia ollie omar ' +
  'ora orlando oscar otis otto owen pablo paige pam pamela paola pat patrice patricia patrick patsy patti patty paul paula paulette ' +
  'pauline paulo pearl pedro peg peggy penelope penny percy perla perry pete peter petra phil philip phillip phoebe phyllis pierre ' +
  'pilar polly porter preston priscilla priya quentin quincy quinn rachael rachel rae rafael raj rajesh ralph ramiro ramon ramona ' +
  'randal randall randi randolph randy raquel raul ravi ray raymond rayna reba rebecca rebekah reed reggie regina reginald rene ' +
  'renee reuben rex reyna rhea rhonda ricardo rich richard rick rickey ricky rigoberto riley rita rob robert roberta roberto robin ' +
  'robyn rocco rochelle rocio rod roderick rodney rodolfo rodrigo roger rogelio rohit roland rolando roman romeo ron ronald ronda ' +
  'ronnie roosevelt rory rosa rosalie rosalind rosalinda rosanna rosario rose roseann roseanne rosemarie rosemary rosie ross roxanne ' +
  'roy ruben ruby rudolph rudy rufus russ russell ruth ryan sabrina sadie sal sally salvador salvatore sam samantha sammy samuel ' +
  'sandeep sandra sandy sanjay santiago santos sara sarah sasha saul savannah scott sean sebastian selena selma serena sergio seth ' +
  'shana shane shannon shari sharon shaun shauna shawn shawna sheena sheila shelby sheldon shelia shelley shelly sheri sherman ' +
  'sherri sherry sheryl shirley sidney sienna sierra silvia simon simone siobhan skip skyler socorro sofia sol soledad sonia sonja ' +
  'sonya sophia sophie spencer stacey staci stacie stacy stan stanley stefan stefanie stella stephan stephanie stephen sterling ' +
  'steve steven stewart stu stuart sue summer sunil suresh susan susana susanna susanne susie suzanne suzette sven sylvester sylvia ' +
  'tabitha tamara tameka tami tammy tania tanner tanya tara tasha taylor ted terence teresa teri terrance terrell terrence terri ' +
  'terry tess tessa thad thaddeus thelma theo theodore theresa therese thomas tia tiffany tim timothy tina toby todd tom tomas ' +
  'tommie tommy toni tony tonya tracey traci tracy travis trent trevor tricia trina trinidad trish trisha tristan troy trudy ty ' +
  'tyler tyrone tyson ulysses ursula valentina valeria valerie van vanessa velma venkat vera verna vernon veronica vic vicki vickie ' +
  'vicky victor victoria vijay vikram vince vincent viola violet virgil virginia vito vivian viviana vladimir wade walker wallace wally ' +
  'walt walter wanda warren wayne wei wendell wendi wendy wes wesley whitney wilbur wilfred will willard willa william willie wilma ' +
  'wilson winifred winston woodrow wyatt xavier ximena xin yan yasmin yesenia yolanda yuki yvette yvonne zach zachary zelda zoe ' +
  'ma mo li yi jun bin hao lei ming ying jie hui min jin joon sung soo young thanh tuan phuong anh dung hung huong linh nam nga ngoc quang thao thu ' +
  'deepa divya gita kavita lata manish mukesh neha nitin pooja pradeep prakash priyanka rahul ramesh rekha rohan sachin sanjeev shankar sunita ' +
  'usha vinay vinod vivek yogesh abdul aziz hamza hana hussein khalid layla leila mahmoud mariam mustafa nasser noor rania said samir yusuf youssef zahra ' +
  'pieter jan willem lars anders bjorn nils soren astrid sigrid ines joao luiz paulo renata thiago chidi ngozi kwame amara ade tunde'

const GIVEN: ReadonlySet<string> = new Set(COMMON.split(' '))

/** Whether a plain word is a common given name. */
export const isGivenName = (word: string): boolean => GIVEN.has(word)

export const beginsWithGivenName = (text: string): boolean => plainWords(text).split(' ', 1).every(isGivenName)
