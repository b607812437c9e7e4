namespace Hotline.Server.Floor;

/// <summary>Why a command did nothing. A value, not an exception; Platform maps each to a status, a slug and a sentence.</summary>
public enum Refusal
{
    UnknownContact,
    UnknownWorker,
    UnknownOffer,
    OfferExpired,
    OfferDeclined,
    OfferRescinded,
    OfferAlreadyAccepted,
    OfferNotYours,
    FenceOutdated,
    NotHolder,
    NotWaiting,
    NotEngaged,
    NotInWrapUp,
    ContactOver,
    ContactEngaged,
    NoCapacity,
    WorkerNotAvailable,
    WorkerNotSignedIn,
    NobodyEligible,
    NoLastCall,
    WorkerBusy,
    DebriefProtected,
    IllegalPresence,
    NothingDue,
    StaleCommand,
    LedgerUnavailable,
    Contended,
    RecordsFull,
}
