namespace SupportDesk;

/// <summary>A refusal: something the desk will not do, said in one sentence that the person who asked can act upon.</summary>
public sealed class DeskException(string sentence) : Exception(sentence);
