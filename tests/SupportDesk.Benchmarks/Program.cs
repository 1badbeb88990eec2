Console.Error.WriteLine("usage: SupportDesk.Benchmarks FIGURE…");
return 2;
