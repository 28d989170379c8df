namespace FairTradeWorker.Tests.Architecture.Planted.Gardening;

internal sealed record Lawn(int SquareMetres);
