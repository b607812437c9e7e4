// Verbs that take longer than a test may: dotnet run --project Hotline.Tests -- <verb>. The test runner loads the assembly and never comes here.
return await Hotline.Tests.Verbs.RunAsync(args);
