/** What the REST answers hold, by the screens' names for them. The types themselves come from the server's description. */
export type {
  CustomerPage as Customer,
  Definition as Measure,
  DirectoryBody as Directory,
  Explained as Explanation,
  FileReport,
  GroupTable,
  InteractionPage,
  MeasuredFile,
  MeasureShown,
  OutcomeCount,
  PastInteraction,
  QuarterOfDay,
  QueueShown as Queue,
  SessionBody as Session,
  Targets,
  WaitBar,
} from './generated'
