// The rooms that Program.cs lists, so that it stays a table of contents.
global using Hotline.Server;
global using Hotline.Server.Administration;
global using Hotline.Server.Answering;
global using Hotline.Server.Attendance;
global using Hotline.Server.Audit;
global using Hotline.Server.Dispatch;
global using Hotline.Server.Dossier;
global using Hotline.Server.Drill;
global using Hotline.Server.Escalations;
global using Hotline.Server.Escalations.Registry;
global using Hotline.Server.Handover;
global using Hotline.Server.Identity;
global using Hotline.Server.Intake;
global using Hotline.Server.Ledger;
global using Hotline.Server.Lines;
global using Hotline.Server.Live;
global using Hotline.Server.Platform;
global using Hotline.Server.Reconciling;
global using Hotline.Server.Recording;
global using Hotline.Server.Records;
global using Hotline.Server.Site;
global using Hotline.Server.Supervision;
global using Hotline.Server.Triage;

global using Wire = Hotline.Contracts;
